package thrum.cli.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that every command takes, before or behind its words (01 §1.2). */
public final class GlobalOptions {

  @Option(names = "--role", paramLabel = "ROLE", order = 900,
      description = "Role to act in, instead of the identity file's.") String role =
          "";

  @Option(names = "--module", paramLabel = "MODULE", order = 901,
      description = "Module to act for, instead of the identity file's.") String module =
          "";

  @Option(names = "--repo", paramLabel = "PATH", order = 902,
      description = "Repository to work on, instead of the one around the working directory.")
  @Nullable String repo;

  @Option(names = "--json", order = 903, description = "Print the result as JSON.") boolean json;

  @Option(names = "--quiet", order = 904, description = "Leave out confirmations and tips.") boolean quiet;

  @Option(names = "--verbose", order = 905,
      description = "Say more about what is going on, where there is more to say.") boolean verbose;

  @Option(names = {"-h",
    "--help"}, order = 906, usageHelp = true, description = "Show this help.") boolean help;

  /** Only {@code --repo}, as this program hands it to another process of its own. */
  public static GlobalOptions inRepository(String repository) {
    var options = new GlobalOptions();
    options.repo = repository;
    return options;
  }

  /** The lines that are typed most: no flag, or one; empty for any other. */
  static Optional<GlobalOptions> plainly(List<String> arguments) {
    if (arguments.isEmpty()) return Optional.of(new GlobalOptions());
    if (arguments.equals(List.of("--json"))) {
      var options = new GlobalOptions();
      options.json = true;
      return Optional.of(options);
    }
    return arguments.size() == 2 && arguments.getFirst().equals("--repo")
        && !arguments.getLast().startsWith("-")
            ? Optional.of(inRepository(arguments.getLast()))
            : Optional.empty();
  }

  public String role() {
    return role;
  }

  public String module() {
    return module;
  }

  /** The repository that was named; null when it has to be found. */
  public @Nullable String repo() {
    return repo;
  }

  public boolean json() {
    return json;
  }

  public boolean quiet() {
    return quiet;
  }

  public boolean verbose() {
    return verbose;
  }

  public boolean help() {
    return help;
  }
}
