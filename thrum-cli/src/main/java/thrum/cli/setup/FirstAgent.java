package thrum.cli.setup;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.cli.agent.AgentSummary;
import thrum.cli.agent.Enrolment;
import thrum.cli.agent.FirstTexts;
import thrum.cli.agent.Self;
import thrum.cli.command.Workplace;
import thrum.core.git.GitLocation;
import thrum.protocol.id.DerivedName;

/**
 * The agent that {@code init} registers when it is told to: by flags, or by the person at the terminal
 * (ruling 47).
 */
final class FirstAgent {

  private static final String ROLE = "implementer";
  private static final String MODULE = "main";

  private final Workplace place;
  private final @Nullable String name;
  private final @Nullable String role;
  private final @Nullable String module;
  private final Questions questions;
  private final FirstTexts texts;

  FirstAgent(Workplace place, @Nullable String name, @Nullable String role, @Nullable String module,
      Questions questions, FirstTexts texts) {
    this.place = place;
    this.name = name;
    this.role = role;
    this.module = module;
    this.questions = questions;
    this.texts = texts;
  }

  /** Registers it, if that is wanted. */
  Optional<AgentSummary> register() {
    boolean asked = name != null || role != null;
    if (!asked && (!place.identities().files().isEmpty()
        || !questions.agree("Register an agent in this checkout"))) {
      return Optional.empty();
    }
    String branch = place.repository().git().flatMap(GitLocation::branch).orElse(MODULE);
    String chosenRole = asked ? or(role, ROLE) : questions.ask("Role", or(role, ROLE));
    String usual = DerivedName.of(chosenRole + "_" + (module == null ? branch : module));
    String chosenName = asked ? or(name, usual) : questions.ask("Name", or(name, usual));
    String chosenModule = asked ? or(module, MODULE) : questions.ask("Module", or(module, branch));
    var enrolment = Enrolment.named(place, chosenName, chosenRole, chosenModule);
    String intent = asked ? null : questions.ask("Intent", Arrival.usualIntent(enrolment));
    new Arrival(place, enrolment, texts).run(intent);
    return Optional.of(new Self(place).summary());
  }

  private static String or(@Nullable String value, String usual) {
    return value == null || value.isBlank() ? usual : value.strip();
  }
}
