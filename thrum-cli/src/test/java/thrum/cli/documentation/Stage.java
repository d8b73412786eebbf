package thrum.cli.documentation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import thrum.cli.Invocation;
import thrum.cli.ProcessFacts;
import thrum.cli.Terminal;
import thrum.cli.launcher.Build;
import thrum.cli.launcher.StartingWords;
import thrum.cli.program.Program;

/**
 * A repository {@code shop} to try things in, with a home of its own. Commands of Thrum run in this process,
 * its daemon
 * is a real one; closing the stage stops it.
 */
final class Stage implements AutoCloseable {

  /** The agent of the main checkout, and the one of the worktree {@code shop-review}. */
  static final String ADA = "ada_api";
  static final String BO = "bo_rev";

  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final ProcessFacts facts;

  Stage(Path root) throws IOException {
    this.root = root.toRealPath();
    this.facts = facts(Files.getOwner(this.root));
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", Files.createDirectories(this.root.resolve("home")).toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("LC_ALL", "C.UTF-8");
    Files.createDirectories(main().resolve("src"));
    Files.writeString(main().resolve("src/Token.java"), "class Token {}\n");
    shell(main(), "git init -q -b main && git add src"
        + " && git -c user.name=Ada -c user.email=ada@localhost commit -q -m 'Add tokens'");
  }

  /**
   * What a command did.
   *
   * @param text everything that it printed
   */
  record Done(int code, String out, String text) {}

  Path main() {
    return root.resolve("shop");
  }

  Path review() {
    return root.resolve("shop-review");
  }

  /** Two agents at work in two worktrees. */
  void populate() throws IOException {
    must(main(), "init");
    shell(main(), "git worktree add -q -b review ../shop-review");
    must(review(), "setup");
    comeBack();
  }

  /** Both agents registered, with open sessions, whatever happened before. */
  void comeBack() throws IOException {
    must(main(), "quickstart", "--name", ADA, "--role", "implementer", "--module", "api");
    must(review(), "quickstart", "--name", BO, "--role", "reviewer", "--module", "api");
  }

  /** Runs a command that has to succeed and returns its standard output. */
  String must(Path directory, String... words) {
    var done = thrum(directory, Map.of(), "", List.of(words));
    if (done.code() != 0) {
      throw new AssertionError(
          "thrum " + String.join(" ", words) + " ended with " + done.code() + ":\n" + done.text());
    }
    return done.out();
  }

  Done thrum(Path directory, Map<String, String> variables, String input, List<String> words) {
    var all = new HashMap<>(environment);
    all.putAll(variables);
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = Program.run(new Invocation(words, directory, all,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, Terminal.NONE,
        InstantSource.system(), new SplittableRandom(1), facts));
    String printed = out.toString(StandardCharsets.UTF_8);
    return new Done(code, printed, printed + err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a line of a shell, which has to succeed, and returns what it printed. */
  String shell(Path directory, String line) throws IOException {
    var builder =
        new ProcessBuilder("sh", "-c", line).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = waitFor(process);
    if (code != 0) throw new AssertionError(line + " ended with " + code + ":\n" + text);
    return text;
  }

  /** Ends every daemon of this stage, also one that came up too late for whoever wanted it. */
  @Override
  public void close() {
    // Whoever starts a daemon lets go of it: it is nobody's child.
    ProcessHandle.allProcesses().filter(this::isOfThisStage).forEach(daemon -> {
      daemon.destroy();
      daemon.onExit().join();
    });
  }

  private boolean isOfThisStage(ProcessHandle process) {
    return Stream.of(process.info().arguments().orElse(new String[0]))
        .anyMatch(argument -> argument.startsWith(root + File.separator + "shop"));
  }

  private static ProcessFacts facts(UserPrincipal user) {
    return new ProcessFacts(ProcessHandle.current().pid(), () -> user, StartingWords.ofTheProgram(),
        File.separatorChar != '/', Build.current());
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
