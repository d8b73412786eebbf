package thrum.core.identity;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the process that asks.
 *
 * @param environment its variables
 * @param directory where it stands: its working directory, or what {@code --repo} named; absolute
 * @param pid its process id
 * @param role value of {@code --role}; null or empty when it was not given
 * @param module value of {@code --module}; null or empty when it was not given
 */
public record CallerFacts(Map<String, String> environment, Path directory, long pid, @Nullable String role,
    @Nullable String module) {

  /** A variable's value without surrounding blanks; empty when it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
