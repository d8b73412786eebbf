package thrum.cli.fastclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.repository.Repository;
import thrum.core.repository.Start;

/** The native client looks for the daemon where the rest of the program looks for it. */
class FindingTheSocketTest {

  @TempDir Path temporary;

  private Path root;
  private Client client;
  private Path main;
  private Path worktree;

  @BeforeEach
  void build() throws Exception {
    assumeTrue(NativeBuild.PLAIN.isPossible(), "this machine cannot compile the native client");
    root = temporary.toRealPath();
    client = new Client(NativeBuild.PLAIN, root.resolve("bin"));
    main = Files.createDirectories(root.resolve("haupt ö"));
    worktree = root.resolve("zweig");
    git("init", "-q", ".");
    git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "x");
    git("worktree", "add", "-q", worktree.toString(), "-b", "zweig");
    Files.createDirectories(main.resolve(".thrum/var"));
    Files.createDirectories(worktree.resolve(".thrum"));
    redirect(main.resolve(".thrum").toString() + "\n");
  }

  private void git(String... words) throws Exception {
    var all = new java.util.ArrayList<>(List.of("git"));
    all.addAll(List.of(words));
    assertEquals(0, new ProcessBuilder(all).directory(main.toFile()).inheritIO().start().waitFor());
  }

  private void redirect(String text) throws IOException {
    Files.writeString(worktree.resolve(".thrum/redirect"), text);
  }

  /** Puts a daemon where Java expects it and lets the client look for it. */
  private void agrees(Path directory, @Nullable String repo, @Nullable String home, String... words)
      throws IOException {
    if (home != null) client.with("THRUM_HOME", home);
    var socket = Repository.locate(new Start(directory, repo == null ? null : Path.of(repo), home)).socket();
    try (var daemon = new FakeDaemon(socket, talk -> talk.listen().exit(42))) {
      var ran = client.run(directory, words);
      assertEquals(42, ran.exit(), () -> socket + "\n" + ran.out() + ran.err());
      daemon.played();
    }
  }

  @Test
  void itSearchesUpwards() throws IOException {
    var deep = Files.createDirectories(main.resolve("a/b/c"));
    agrees(main, null, null, "inbox");
    agrees(deep, null, null, "inbox");
  }

  @Test
  void aNamedRepositoryIsTakenAsItIsWhereverItIsNamed() throws IOException {
    var deep = Files.createDirectories(main.resolve("a/b"));
    agrees(root, main.toString(), null, "--repo", main.toString(), "inbox");
    agrees(root, main.toString(), null, "inbox", "--repo=" + main);
    agrees(root, "haupt ö", null, "--repo", "haupt ö", "inbox");
    agrees(deep, "../..", null, "inbox", "--repo", "../..");
    agrees(deep, "./../../.", null, "inbox", "--repo=./../../.");
    agrees(root, main.toString(), null, "--repo=/nowhere", "inbox", "--repo", main.toString());
    agrees(main, "", null, "inbox", "--repo=");
    agrees(root, worktree.toString(), null, "inbox", "--repo", worktree.toString());
    assertTrue(client.run(deep, "--repo", ".", "inbox").handedOver());
  }

  @Test
  void behindTwoDashesNoRepositoryIsNamed() throws IOException {
    agrees(main, null, null, "send", "--", "--repo=/nowhere");
    agrees(main, null, null, "send", "--", "--repo", "/nowhere");
  }

  @Test
  void theVariableForTheHomeBeatsTheDirectoryAndANamedRepositoryBeatsIt() throws IOException {
    var deep = Files.createDirectories(main.resolve("x/y"));
    agrees(root, null, " " + deep + " ", "inbox");
    agrees(root, null, "haupt ö", "inbox");
    agrees(root, main.toString(), "/nowhere", "--repo", main.toString(), "inbox");
    client.without("THRUM_HOME");
    agrees(main, null, null, "inbox");
    client.with("THRUM_HOME", "  ");
    agrees(main, null, null, "inbox");
  }

  @Test
  void theVariableForTheSocketBeatsEverything() throws IOException {
    var socket = root.resolve("other/place.sock");
    for (var value : new String[]{socket.toString(), "../other/./place.sock", " " + socket + "\t"}) {
      client.with("THRUM_SOCKET", value);
      try (var daemon = new FakeDaemon(socket, talk -> talk.listen().exit(42))) {
        assertEquals(42, client.run(main, "--repo", worktree.toString(), "inbox").exit(), value);
        daemon.played();
      }
    }
  }

  @Test
  void aWorktreeIsServedThroughItsRedirect() throws IOException {
    var deep = Files.createDirectories(worktree.resolve("a/b"));
    agrees(worktree, null, null, "inbox");
    agrees(deep, null, null, "inbox");
    redirect("  " + main + "/x/../.thrum/  \n\n");
    agrees(worktree, null, null, "inbox");
  }

  @Test
  void aRedirectThatLeadsNowhereAllowedIsNotFollowed() throws IOException {
    var foreign = Files.createDirectories(root.resolve("fremd/.thrum/var"));
    Files.createDirectories(worktree.resolve(".thrum/var"));
    for (var text : new String[]{"", " \n", "relative/.thrum", "/nowhere/.thrum", main + "/.git/HEAD",
      foreign.getParent().toString(), main + "/.git", worktree + "/.thrum"}) {
      redirect(text);
      agrees(worktree, null, null, "inbox");
    }
    Files.writeString(main.resolve(".thrum/redirect"), foreign.getParent().toString());
    redirect(main.resolve(".thrum").toString());
    agrees(worktree, null, null, "inbox");
  }

  @Test
  void aSymbolicLinkToTheDirectoryIsFollowed() throws IOException {
    var moved = Files.move(worktree.resolve(".thrum"), root.resolve("elsewhere"));
    Files.createSymbolicLink(worktree.resolve(".thrum"), moved);
    agrees(worktree, null, null, "inbox");
    var link = Files.createSymbolicLink(root.resolve("link"), main);
    agrees(link.toRealPath(), null, null, "inbox");
    agrees(root, link.toString(), null, "inbox", "--repo", link.toString());
  }

  @Test
  void aPathTooLongForAnAddressIsReachedFromItsDirectory() throws IOException {
    for (int length : new int[]{102, 103, 104, 107, 108, 109, 150, 1000}) {
      var repository = root;
      // .thrum/var/thrum.sock and the slash before it take 21 bytes.
      while (repository.toString().length() + 21 < length) {
        int more = length - 21 - repository.toString().length() - 1;
        repository = repository.resolve("d".repeat(Math.clamp(more, 1, 200)));
      }
      Files.createDirectories(repository.resolve(".thrum/var"));
      agrees(repository, null, null, "inbox");
    }
  }

  @Test
  void withoutADaemonTheOtherLauncherIsAsked() throws IOException {
    assertEquals("JVM [--repo=x] [send] [a b]", client.run(root, "--repo=x", "send", "a b").out());
    assertTrue(client.run(main, "inbox").handedOver());
    Files.createFile(main.resolve(".thrum/var/thrum.sock"));
    assertTrue(client.run(main, "inbox").handedOver());
  }

  @Test
  void theOtherLauncherIsFoundThroughLinksAndThroughThePath() throws IOException {
    var bin = Files.createDirectories(root.resolve("links"));
    Files.createSymbolicLink(bin.resolve("thrum"), client.program());
    assertEquals("JVM [x]", client.shell(root, "exec " + bin.resolve("thrum") + " x").out());
    assertEquals("JVM [x]", client.with("PATH", bin + ":/usr/bin:/bin").shell(root, "exec thrum x").out());
  }

  @Test
  void anInstallationThatWasReplacedMeanwhileIsFoundByTheNameThatWasCalled() throws IOException {
    var bin = client.program().getParent();
    var replaced = root.resolve("replaced");
    try (var daemon = new FakeDaemon(main.resolve(".thrum/var/thrum.sock"), talk -> {
      talk.listen();
      Files.move(bin, replaced);
      Files.createDirectories(bin);
      Files.copy(replaced.resolve("thrum"), bin.resolve("thrum"),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(replaced.resolve("thrum-jvm"), bin.resolve("thrum-jvm"));
      talk.frame('q');
    })) {
      assertEquals("JVM [wait]", client.run(main, "wait").out());
      daemon.played();
    }
  }

  @Test
  void aMissingLauncherIsNamed() throws IOException {
    Files.delete(client.program().resolveSibling("thrum-jvm"));
    var ran = client.run(root, "inbox");
    assertEquals(1, ran.exit());
    assertTrue(ran.err().startsWith("Error: cannot run " + client.program() + "-jvm"), ran.err());
  }

  @Test
  void whatIsNotUtf8GoesToTheOtherLauncher() throws IOException {
    try (var daemon =
        new FakeDaemon(main.resolve(".thrum/var/thrum.sock"), talk -> assertTrue(talk.isGone()))) {
      var ran = client.shell(main, "THRUM_DISPLAY=\"$(printf '\\377')\" exec \"$0\" inbox");
      assertTrue(ran.handedOver(), ran.err());
      daemon.played();
    }
  }

  @Test
  void aDaemonThatHangsIsNotAskedAboutItself() throws IOException {
    Path socket = main.resolve(".thrum/var/thrum.sock");
    try (var silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      for (var line : List.of("daemon restart", "--json daemon status", "--repo . daemon stop", "init",
          "setup")) {
        var ran = client.run(main, line.split(" "));
        assertTrue(ran.handedOver(), line + ": " + ran.err());
      }
    } finally {
      Files.delete(socket);
    }
  }
}
