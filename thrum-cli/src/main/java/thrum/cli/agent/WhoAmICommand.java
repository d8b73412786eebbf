package thrum.cli.agent;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.protocol.json.Json;
import tools.jackson.databind.JsonNode;

@Command(name = "whoami", header = "Show who you are here: name, role, module, session.",
    description = "Works without a daemon, from the identity file alone.",
    footer = {"Example:", "  thrum whoami --field session_id"})
public final class WhoAmICommand extends ThrumCommand implements PlainlyRead {

  @Option(names = "--field", paramLabel = "NAME", order = 1,
      description = "Print one field of the JSON form, bare; exit with 1 when it is empty.")
  @Nullable String field;

  @Override
  protected int run(Workplace place) {
    AgentSummary summary = new Self(place).summary();
    if (field != null) return printField(field, Json.MAPPER.valueToTree(summary), place);
    if (place.json()) {
      place.out().raw(Json.indented(summary) + "\n");
    } else {
      summary.print(place.out());
    }
    return OK;
  }

  private static int printField(String name, JsonNode summary, Workplace place) {
    JsonNode value = summary.get(name);
    String text = value == null ? "" : value.asString("");
    if (text.isEmpty()) return FAILED;
    place.out().line(text);
    return OK;
  }
}
