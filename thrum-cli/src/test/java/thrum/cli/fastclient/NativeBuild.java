package thrum.cli.fastclient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import thrum.cli.launcher.Build;

/** The native client, compiled from its source with this machine's compiler; each variant once. */
public enum NativeBuild {

  PLAIN("-O2", "-pedantic"),
  /** Doubts a silent daemon at once, and gives it all the time it needs to answer. */
  DOUBTING("-O2", "-DSILENCE=50", "-DPROBE_PATIENCE=60000"),
  /** Doubts a silent daemon at once, and waits for nothing. */
  IMPATIENT("-O2", "-DSILENCE=50", "-DPROBE_PATIENCE=50"),
  /** Stops with code 99 at the first fault that the compiler's checks can see. */
  SANITIZED("-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

  private static final Map<NativeBuild, Path> BUILT = new ConcurrentHashMap<>();

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> flags;

  NativeBuild(String... flags) {
    this.flags = List.of(flags);
  }

  /** Whether this machine can make it. */
  public boolean isPossible() {
    try {
      built();
      return true;
    } catch (IOException noCompiler) {
      return false;
    }
  }

  /** Puts the program into a directory under the name {@code thrum}. */
  public Path installedIn(Path directory) throws IOException {
    var target = Files.createDirectories(directory).resolve("thrum");
    Files.copy(built(), target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    return target;
  }

  private Path built() throws IOException {
    synchronized (BUILT) {
      var known = BUILT.get(this);
      if (known == null) {
        known = compiled();
        BUILT.put(this, known);
      }
      return known;
    }
  }

  private Path compiled() throws IOException {
    var build = Build.current();
    var directory = Files.createTempDirectory("thrum-native-");
    var program = directory.resolve("thrum");
    var words = new ArrayList<>(List.of("cc", "-std=c17", "-Wall", "-Wextra", "-Werror"));
    words.addAll(flags);
    words.addAll(List.of("-DTHRUM_VERSION=\"" + build.version() + "+" + build.commit() + "\"", "-o",
        program.toString(), source().toString()));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      if (this == SANITIZED && said.contains("ld")) throw new IOException("no sanitizers here: " + said);
      throw new AssertionError(String.join(" ", words) + "\n" + said);
    }
    program.toFile().deleteOnExit();
    directory.toFile().deleteOnExit();
    return program;
  }

  private static Path source() {
    var inModule = Path.of("src/main/c/thrum.c");
    return Files.exists(inModule) ? inModule : Path.of("thrum-cli").resolve(inModule);
  }
}
