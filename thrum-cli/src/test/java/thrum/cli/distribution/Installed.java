package thrum.cli.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An installation under some prefix, and a repository to use it in. Closing it ends the daemon. */
final class Installed implements AutoCloseable {

  static final Path BUILT = module().resolve("target/thrum").toAbsolutePath();
  /** The sources of the launcher beside the native client. */
  static final Path SHIPPED = module().resolve("src/main/distribution").toAbsolutePath();

  static final Path SCRIPT =
      module().toAbsolutePath().resolveSibling("scripts/install.sh").normalize();
  private static final int SECONDS = 120;
  private static final String WITH_CACHE_ONLY = "-XX:AOTMode=on -XX:+PrintFlagsFinal";

  private final Path home;
  private Path prefix;

  /**
   * What a program left.
   *
   * @param out both streams are text
   */
  record Ran(String words, int exit, String out, String err) {
    Ran succeeds() {
      assertEquals(0, exit, () -> words + "\n" + out + err);
      return this;
    }
  }

  Installed(Path root, String prefix) throws IOException {
    this.home = Files.createDirectories(root.resolve("home"));
    this.prefix = root.resolve(prefix);
    install(BUILT);
    var shop = Files.createDirectories(shop());
    run(shop, Map.of(), "git", "init", "-q", ".").succeeds();
  }

  /** Whether the build has made what these tests are about. */
  static boolean isBuilt() {
    return Files.exists(BUILT.resolve("lib/thrum.jar"));
  }

  private static Path module() {
    return Files.exists(Path.of("src/main/c")) ? Path.of("").toAbsolutePath() : Path.of("thrum-cli");
  }

  /** Puts a native client of some version in the place of another; without a compiler, the JVM's launcher. */
  static void compileClient(Path client, String version) throws IOException {
    var script = module().resolve("src/main/c/compile.sh").toString();
    var process = new ProcessBuilder("sh", script, client.toString(), version).inheritIO().start();
    assertEquals(0, process.onExit().join().exitValue());
    if (Files.notExists(client)) Files.copy(client.resolveSibling("thrum-jvm"), client);
  }

  Path shop() {
    return home.resolve("shop");
  }

  /** Where the link leads. */
  Path directory() throws IOException {
    return prefix.resolve("bin/thrum").toRealPath().getParent().getParent();
  }

  Path library(String name) throws IOException {
    return directory().resolve("lib").resolve(name);
  }

  Ran install(Path from) throws IOException {
    return run(home, Map.of(), SCRIPT.toString(), "--prefix", prefix.toString(), "--from", from.toString())
        .succeeds();
  }

  void moveTo(Path elsewhere) throws IOException {
    prefix = Files.move(prefix, elsewhere);
  }

  /** Through the link that people have in their path. */
  Ran thrum(String... arguments) throws IOException {
    return thrum(Map.of(), arguments);
  }

  Ran thrum(Map<String, String> variables, String... arguments) throws IOException {
    return program(prefix.resolve("bin/thrum"), variables, arguments);
  }

  /** Past the native client. */
  Ran launcher(Map<String, String> variables, String... arguments) throws IOException {
    return program(directory().resolve("bin/thrum-jvm"), variables, arguments);
  }

  /** Whether the JVM was given the launcher's cache and could use it; otherwise it was to end at once. */
  boolean launcherUsesItsCache() throws IOException {
    return launcherUses("launcher.aot", "version");
  }

  boolean launcherUses(String cache, String... arguments) throws IOException {
    var ran = launcher(Map.of("THRUM_JAVA_FLAGS", WITH_CACHE_ONLY), arguments);
    return ran.exit() == 0 && namesCache(ran.out(), cache);
  }

  /** The same of the daemon, which is started for it. */
  boolean daemonUsesItsCache() throws IOException {
    thrum(Map.of("THRUM_JAVA_FLAGS", WITH_CACHE_ONLY), "daemon", "start").succeeds();
    return namesCache(Files.readString(shop().resolve(".thrum/var/daemon.log")), "daemon.aot");
  }

  private boolean namesCache(String flags, String cache) throws IOException {
    var path = directory().getFileName() + "/lib/" + cache;
    return flags.lines().filter(line -> line.contains(" AOTCache ")).anyMatch(line -> line.contains(path));
  }

  private Ran program(Path program, Map<String, String> variables, String... arguments) throws IOException {
    var words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return run(shop(), variables, words.toArray(String[]::new));
  }

  private Ran run(Path directory, Map<String, String> variables, String... words) throws IOException {
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    var environment = new HashMap<>(variables);
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", home.toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().clear();
    builder.environment().putAll(environment);
    // Into files: a daemon that is started keeps what its starter's descriptors lead to.
    var out = Files.createTempFile(home, "out", "");
    var err = Files.createTempFile(home, "err", "");
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    try {
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), () -> String.join(" ", words) + " hangs");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return new Ran(String.join(" ", words), process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(shop().resolve(".thrum/var/thrum.pid"))) thrum("daemon", "stop").succeeds();
  }
}
