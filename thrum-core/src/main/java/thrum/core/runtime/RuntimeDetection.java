package thrum.core.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which agent programs are in use: first by what lies in the repository, then by the
 * environment, then by what is installed; each is reported once (01 §3.1).
 *
 * @param root the checkout to look at
 * @param environment of the caller
 * @param versions asks a program for its version
 */
public record RuntimeDetection(Path root, Map<String, String> environment, VersionProbe versions) {

  /**
   * A runtime that is in use.
   *
   * @param source how it was found, as shown to people: {@code found MARKER}, {@code env VAR} or
   * {@code binary NAME}
   */
  public record Detected(RuntimeName runtime, String source) {}

  /** All that are in use, the surest first. */
  public List<Detected> run() {
    Set<RuntimeName> seen = EnumSet.noneOf(RuntimeName.class);
    var found = new ArrayList<Detected>();
    for (Pass pass : List.<Pass>of(this::marker, this::variable, this::binary)) {
      for (var runtime : RuntimeName.values()) {
        if (!seen.contains(runtime)) {
          pass.look(runtime).ifPresent(source -> {
            seen.add(runtime);
            found.add(new Detected(runtime, source));
          });
        }
      }
    }
    return List.copyOf(found);
  }

  private interface Pass {
    Optional<String> look(RuntimeName runtime);
  }

  private Optional<String> marker(RuntimeName runtime) {
    return runtime.markers().stream().filter(this::isThere).findFirst().map(marker -> "found " + marker);
  }

  private boolean isThere(String marker) {
    var path = root.resolve(marker);
    return marker.endsWith("/") ? Files.isDirectory(path) : Files.isRegularFile(path);
  }

  private Optional<String> variable(RuntimeName runtime) {
    var name = runtime.variable();
    return name.isEmpty() || environment.getOrDefault(name, "").isEmpty()
        ? Optional.empty()
        : Optional.of("env " + name);
  }

  private Optional<String> binary(RuntimeName runtime) {
    return runtime.binaries()
        .stream()
        .filter(binary -> onPath(binary).map(program -> isRuntime(runtime, program)).orElse(false))
        .findFirst()
        .map(binary -> "binary " + binary);
  }

  /** Other programs may have the same short name, so the version decides. */
  private boolean isRuntime(RuntimeName runtime, Path program) {
    var version = versions.versionOf(program).toLowerCase(Locale.ROOT);
    return runtime.versionWords().stream().anyMatch(version::contains);
  }

  private Optional<Path> onPath(String binary) {
    for (var directory : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!directory.isEmpty() && Path.of(directory).isAbsolute()) {
        var program = Path.of(directory, binary);
        if (Files.isRegularFile(program) && Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }
}
