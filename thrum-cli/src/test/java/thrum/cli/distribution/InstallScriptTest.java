package thrum.cli.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/install.sh does to a prefix, with a small program in the place of the built one. */
class InstallScriptTest {

  @TempDir Path root;
  private Path prefix;
  private Path link;

  @BeforeEach
  void anEmptyPrefix() {
    prefix = root.resolve("a prefix");
    link = prefix.resolve("bin/thrum");
  }

  @Test
  void anUpgradeReplacesTheLinkAndKeepsTheReplacedFilesUntilTheNextOne() throws Exception {
    install("1").succeeds();
    var first = directory();
    assertTrue(first.getFileName().toString().startsWith("thrum-1-"), first.toString());

    install("2").succeeds();
    var second = directory();
    assertEquals("Installed thrum v3\n", withoutAdvice(install("3").succeeds().out()));

    assertEquals(List.of(second, directory()), trees());
    assertFalse(Files.exists(first));
  }

  @Test
  void anInstallationOfTheFormerLayoutIsReplacedAndThenRemoved() throws Exception {
    var former = formerLayout(prefix.resolve("lib/thrum"));

    install("2").succeeds();
    assertTrue(Files.exists(former));
    assertNotEquals(former.toRealPath(), directory());

    install("3").succeeds();
    assertFalse(Files.exists(former));
  }

  @Test
  void whatAKilledInstallationLeftIsClearedAndAnInstallationPutAsideComesBack() throws Exception {
    formerLayout(prefix.resolve("lib/.thrum-old.4711"));
    Files.createDirectories(prefix.resolve("lib/.thrum-new.4711/lib"));
    Files.createSymbolicLink(prefix.resolve("bin/.thrum-new.4711"), Path.of("nowhere"));

    var ran = install(program("broken", "echo broken >&2; exit 3"));

    assertEquals(1, ran.exit());
    assertEquals("thrum v1\n", ShellRun.of(root, link.toString(), "version").succeeds().out());
    assertEquals(List.of("thrum"), names(prefix.resolve("lib")));
    assertEquals(List.of("thrum"), names(prefix.resolve("bin")));
  }

  @Test
  void parallelInstallationsTakeTurns() throws Exception {
    var first = install("1");
    first.succeeds();
    var built = program("many", "echo thrum v2");
    var runs = new ArrayList<ShellRun>();
    for (int i = 0; i < 4; i++) runs.add(ShellRun.start(root, words(built)));
    for (ShellRun run : runs) run.end().succeeds();

    assertEquals(2, trees().size());
    assertEquals("thrum v2\n", ShellRun.of(root, link.toString(), "version").succeeds().out());
    assertFalse(Files.exists(prefix.resolve("lib/.thrum-lock")));
  }

  @Test
  void aLockThatSomebodyClearsBeforeItHasAnOwnerIsMadeAgain() throws Exception {
    var tools = Files.createDirectories(root.resolve("tools"));
    var cleared = root.resolve("cleared");
    var mkdir = Files.writeString(tools.resolve("mkdir"), """
        #!/bin/sh
        PATH=${PATH#*:}
        mkdir "$@" || exit
        case $* in
          *.thrum-lock) [ -e '%1$s' ] || { rmdir "$@" && touch '%1$s'; } ;;
        esac
        """.formatted(cleared));
    assertTrue(mkdir.toFile().setExecutable(true));
    var path = "PATH=" + tools + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");

    ShellRun.of(root, Stream.concat(Stream.of("env", path), Stream.of(words(program("1", "echo thrum v1"))))
        .toArray(String[]::new)).succeeds();

    assertTrue(Files.exists(cleared));
    assertEquals("thrum v1\n", ShellRun.of(root, link.toString(), "version").succeeds().out());
  }

  @Test
  void theLockOfADeadOwnerIsTakenOver() throws Exception {
    var host = ShellRun.of(root, "uname", "-n").succeeds().out().strip();
    var dead = ShellRun.of(root, "sh", "-c", "echo $$").succeeds().out().strip();
    var lock = Files.createDirectories(prefix.resolve("lib/.thrum-lock"));
    Files.createFile(lock.resolve(host + "@" + dead));

    assertEquals("", install("1").succeeds().err());
    assertFalse(Files.exists(lock));
  }

  @Test
  void aLinkToADirectoryIsNobodysInstallation() throws Exception {
    var foreign = Files.createDirectories(root.resolve("foreign"));
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, foreign);

    var ran = install("1");

    assertEquals(1, ran.exit());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("leads to a directory"), ran.err());
    assertEquals(List.of(), names(foreign));
  }

  @Test
  void aProgramThatDoesNotRunWhereItIsInstalledFailsTheInstallation() throws Exception {
    var ran = install(program("moody", "case $0 in */.thrum-new*) echo thrum v1 ;; *) exit 4 ;; esac"));

    assertEquals(1, ran.exit());
    assertEquals("", ran.out());
  }

  @Test
  void filesBelongToTheInstallingUserAndKeepModesAndTimes() throws Exception {
    assumeTrue("0".equals(ShellRun.of(root, "id", "-u").out().strip()), "only root can make another's files");
    var built = program("others", "echo thrum v1");
    ShellRun.of(root, "chown", "-R", "4711:4711", built.toString()).succeeds();
    ShellRun.of(root, "touch", "-t", "202001020304.05", built.resolve("lib/thrum.jar").toString()).succeeds();
    ShellRun.of(root, "chmod", "640", built.resolve("lib/thrum.jar").toString()).succeeds();

    install(built).succeeds();

    var from = Files.readAttributes(built.resolve("lib/thrum.jar"), "unix:mode,lastModifiedTime");
    var jar = directory().resolve("lib/thrum.jar");
    assertEquals(from, Files.readAttributes(jar, "unix:mode,lastModifiedTime"));
    assertEquals(0, Files.getAttribute(jar, "unix:uid"));
    assertEquals(0, Files.getAttribute(directory(), "unix:uid"));
  }

  private ShellRun install(String version) throws Exception {
    return install(program("version " + version, "echo thrum v" + version));
  }

  private ShellRun install(Path built) throws Exception {
    return ShellRun.of(root, words(built));
  }

  private String[] words(Path built) {
    var script = Installed.SCRIPT.toString();
    return new String[]{script, "--prefix", prefix.toString(), "--from", built.toString()};
  }

  private Path program(String name, String does) throws IOException {
    return write(root.resolve(name), does);
  }

  private static Path write(Path directory, String does) throws IOException {
    Files.createDirectories(directory.resolve("bin"));
    Files.createDirectories(directory.resolve("lib"));
    Files.createFile(directory.resolve("lib/thrum.jar"));
    Files.copy(Installed.SHIPPED.resolve("lib/caches.sh"), directory.resolve("lib/caches.sh"));
    for (var program : List.of("bin/thrum", "bin/thrum-jvm")) {
      var file = Files.writeString(directory.resolve(program), "#!/bin/sh\n" + does + "\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    return directory;
  }

  /** One directory, always of the same name, that the link leads to. */
  private Path formerLayout(Path directory) throws IOException {
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of("../lib/thrum/bin/thrum"));
    return write(directory, "echo thrum v1");
  }

  private Path directory() throws IOException {
    return link.toRealPath().getParent().getParent();
  }

  private List<Path> trees() throws IOException {
    try (var entries = Files.list(prefix.toRealPath().resolve("lib"))) {
      return entries.sorted().toList();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static String withoutAdvice(String out) {
    return out.lines().findFirst().orElse("") + "\n";
  }
}
