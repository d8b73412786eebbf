package thrum.cli.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.Workplace;
import thrum.core.config.Config;
import thrum.core.config.ConfigKeys;
import thrum.core.repository.Layout;
import thrum.core.runtime.RuntimeDetection;
import thrum.core.runtime.RuntimeName;
import thrum.core.runtime.VersionProbe;
import thrum.protocol.failure.Refused;

/**
 * Which agent program a repository is set up for.
 *
 * @param name as it is stored
 * @param detected whether it was found rather than named
 * @param source how it was found; empty when it was not
 * @param toStore the name, unless the configuration has one already that nobody overrides
 */
record RuntimeChoice(String name, boolean detected, String source, @Nullable String toStore) {

  /** @param named what {@code --runtime} said; null to find out */
  static RuntimeChoice of(Workplace place, @Nullable RuntimeName named, Questions questions) {
    if (named != null) return new RuntimeChoice(named.text(), false, "", named.text());
    String stored = stored(place);
    if (!stored.isEmpty()) return new RuntimeChoice(stored, false, "", null);
    var environment = place.invocation().environment();
    var found = new RuntimeDetection(place.gitTopLevel().orElse(place.start().path()), environment,
        VersionProbe.starting(environment)).run();
    if (found.isEmpty())
      return new RuntimeChoice(RuntimeName.CLI_ONLY.text(), false, "", RuntimeName.CLI_ONLY.text());
    var chosen = found.size() == 1 ? found.getFirst() : chosen(found, questions);
    return new RuntimeChoice(chosen.runtime().text(), true, chosen.source(), chosen.runtime().text());
  }

  private static String stored(Workplace place) {
    var file = place.gitTopLevel().orElse(place.start().path()).resolve(Layout.THRUM).resolve("config.json");
    return Config.tolerant(file, place.invocation().environment()).value(ConfigKeys.RUNTIME_PRIMARY);
  }

  private static RuntimeDetection.Detected chosen(List<RuntimeDetection.Detected> found,
      Questions questions) {
    questions.say("Agent programs in use here:");
    for (int i = 0; i < found.size(); i++) {
      questions
          .say("  " + (i + 1) + ". " + found.get(i).runtime().text() + " (" + found.get(i).source() + ")");
    }
    String answer = questions.ask("Set up for which one", "1");
    try {
      return found.get(Integer.parseInt(answer) - 1);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new Refused("'" + answer + "' is none of the numbers 1 to " + found.size());
    }
  }
}
