package thrum.core.sync.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitCommand;
import thrum.core.git.GitSandbox;
import thrum.core.sync.remote.Contact.Outcome;

/** 04 §2.3: the user's git, against real remotes. */
class OriginTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Duration BRIEF = Duration.ofSeconds(1);

  @TempDir Path directory;
  private GitSandbox git;
  private Path bare;
  private Path main;

  @BeforeEach
  void repositories() {
    git = new GitSandbox(directory);
    bare = git.directory("there.git");
    git.git(bare, "init", "-q", "--bare", "-b", "main");
    main = git.repository("here");
    git.git(main, "remote", "add", "origin", bare.toUri().toString());
  }

  private Origin origin() {
    return origin(AMPLE, git.environment());
  }

  private Origin origin(Duration limit, Map<String, String> environment) {
    return new Origin(main.resolve(".git"), () -> environment, limit);
  }

  private Contact fetchFrom(String url, Duration limit) {
    git.git(main, "remote", "set-url", "origin", url);
    return origin(limit, git.environment()).fetch();
  }

  /** A commit on nothing, with a file of this content. */
  private String commit(Path repository, String parent, String content) {
    var file = directory.resolve("content");
    GitSandbox.write(file, content);
    var blob = git.git(repository, "hash-object", "-w", file.toString());
    GitSandbox.write(directory.resolve("tree"), "100644 blob " + blob + "\tevents.jsonl\n");
    git.git(repository, "update-index", "--add", "--cacheinfo", "100644," + blob + ",events.jsonl");
    var tree = git.git(repository, "write-tree");
    git.git(repository, "read-tree", "HEAD");
    return parent.isEmpty()
        ? git.git(repository, "-c", "user.name=a", "-c", "user.email=b", "commit-tree", tree, "-m", "m")
        : git.git(repository, "-c", "user.name=a", "-c", "user.email=b", "commit-tree", tree, "-m", "m", "-p",
            parent);
  }

  private String there() {
    return git.git(bare, "rev-parse", Origin.BRANCH);
  }

  @Test
  void aBranchIsMadeFetchedAndMovedOn() {
    assertEquals(Outcome.NO_BRANCH, origin().fetch().outcome());
    var first = commit(main, "", "one\n");
    assertEquals(Contact.OK, origin().push(first));
    assertEquals(first, there());
    assertEquals(Contact.OK, origin().fetch());
    assertEquals(first, git.git(main, "rev-parse", Origin.TRACKING));
    var second = commit(main, first, "two\n");
    assertEquals(Contact.OK, origin().push(second));
    assertEquals(Contact.OK, origin().push(second));
    assertEquals(second, there());
  }

  @Test
  void theAddressIsTheOneThatGitResolves() {
    git.git(main, "remote", "set-url", "origin", "place:repo");
    git.git(main, "config", "url." + directory + "/.insteadOf", "place:");
    assertEquals(directory + "/repo", origin().url().orElseThrow());
    git.git(main, "remote", "remove", "origin");
    assertTrue(origin().url().isEmpty());
  }

  @Test
  void aRelativeAddressCountsFromTheCheckout() {
    git.git(main, "remote", "set-url", "origin", "../there.git");
    assertEquals(Contact.OK, origin().push(commit(main, "", "one\n")));
    assertEquals(Contact.OK, origin().fetch());
  }

  @Test
  void aRemoteThatMovedOnIsToldFromOneThatRefuses() throws IOException {
    var first = commit(main, "", "one\n");
    var ours = commit(main, first, "ours\n");
    var theirs = commit(main, first, "theirs\n");
    origin().push(theirs);
    assertEquals(Outcome.MOVED, origin().push(ours).outcome());
    assertEquals(theirs, there());
    var hook = bare.resolve("hooks/pre-receive");
    GitSandbox.write(hook, "#!/bin/sh\necho 'This branch is protected.' >&2\nexit 1\n");
    assertTrue(hook.toFile().setExecutable(true));
    var refused = origin().push(commit(main, theirs, "more\n"));
    assertEquals(Outcome.REJECTED, refused.outcome());
    assertEquals("This branch is protected. (pre-receive hook declined)", refused.reason());
    assertEquals(theirs, there());
  }

  @Test
  void aBranchIsReplacedOnlyWhereItWasSeen() {
    var first = commit(main, "", "one\n");
    var root = commit(main, "", "two\n");
    assertEquals(Contact.OK, origin().replace(first, ""));
    assertEquals(Outcome.MOVED, origin().replace(root, "").outcome());
    assertEquals(Outcome.MOVED, origin().replace(root, root).outcome());
    assertEquals(first, there());
    assertEquals(Contact.OK, origin().replace(root, first));
    assertEquals(root, there());
    git.git(bare, "config", "receive.denyNonFastForwards", "true");
    assertEquals(Outcome.REJECTED, origin().replace(first, root).outcome());
    assertEquals(root, there());
  }

  @Test
  void aLockOnTheServerIsARaceAndNoRefusal() {
    var first = commit(main, "", "one\n");
    origin().push(first);
    GitSandbox.write(bare.resolve("refs/heads/a-sync.lock"), "");
    assertEquals(Outcome.MOVED, origin().push(commit(main, first, "two\n")).outcome());
  }

  @Test
  void nobodyThereIsOfflineWithinTheLimit() throws IOException {
    int port = portOfNobody();
    assertEquals(Outcome.OFFLINE, fetchFrom("git://127.0.0.1:" + port + "/x", AMPLE).outcome());
    assertEquals(Outcome.OFFLINE, fetchFrom("http://127.0.0.1:" + port + "/x", AMPLE).outcome());
    assertEquals(Outcome.OFFLINE, origin().push(commit(main, "", "one\n")).outcome());
  }

  private static int portOfNobody() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return taken.getLocalPort();
    }
  }

  @Test
  void aRemoteThatAcceptsAndNeverAnswersIsGivenUpAndNoProcessIsLeft() throws IOException {
    try (var silent = Wayside.silent()) {
      for (var scheme : new String[]{"git", "http"}) {
        var contact = fetchFrom(silent.url(scheme, "x"), BRIEF);
        assertEquals(Outcome.OFFLINE, contact.outcome(), contact.reason());
      }
      assertEquals(0, gitBelow(main));
    }
  }

  @Test
  void anInterruptEndsAConversationAtOnceWithAllItsProcesses() throws Exception {
    try (var silent = Wayside.silent()) {
      git.git(main, "remote", "set-url", "origin", silent.url("http", "x"));
      var fetching = Thread.ofPlatform().start(() -> origin().fetch());
      assertTrue(silent.visited().await(30, TimeUnit.SECONDS));
      fetching.interrupt();
      assertTrue(fetching.join(Duration.ofSeconds(10)));
      assertEquals(0, gitBelow(main));
    }
  }

  /** Processes whose command line names the repository. */
  private static long gitBelow(Path repository) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.isAlive()
            && process.info().commandLine().orElse("").contains(repository.resolve(".git").toString()))
        .count();
  }

  @Test
  void aConnectionThatBreaksInMidPackIsOfflineAndLeavesTheRepositoryWhole() throws IOException {
    var noise = new byte[1 << 20];
    new Random(7).nextBytes(noise);
    var base = git.directory("served");
    git.git(base, "clone", "-q", "--bare", main.toString(), "repo");
    var served = base.resolve("repo");
    git.git(served, "config", "daemon.receivepack", "true");
    GitSandbox.write(directory.resolve("noise"), new String(noise, StandardCharsets.ISO_8859_1));
    git.git(main, "remote", "set-url", "origin", served.toString());
    origin().push(commit(main, "", GitSandbox.read(directory.resolve("noise"))));
    var other = git.repository("other");
    for (long bytes : new long[]{0, 10, 300, 5_000, 400_000}) {
      try (var breaking = Wayside.resetting(base, git.environment(), bytes)) {
        if (bytes == 0) {
          git.git(other, "remote", "add", "origin", breaking.url("git", "repo"));
        } else {
          git.git(other, "remote", "set-url", "origin", breaking.url("git", "repo"));
        }
        var contact = new Origin(other.resolve(".git"), git::environment, AMPLE).fetch();
        assertEquals(Outcome.OFFLINE, contact.outcome(), bytes + " bytes: " + contact.reason());
        assertFalse(git.run(other, "rev-parse", "--verify", "-q", Origin.TRACKING).exit() == 0);
      }
    }
    assertEquals("", git.git(other, "fsck", "--no-dangling"));
    try (var whole = Wayside.resetting(base, git.environment(), Long.MAX_VALUE)) {
      git.git(other, "remote", "set-url", "origin", whole.url("git", "repo"));
      assertEquals(Contact.OK, new Origin(other.resolve(".git"), git::environment, AMPLE).fetch());
    }
  }

  @Test
  void aRemoteThatWantsAPasswordIsNotAskedForOne() throws IOException {
    try (var asking = Wayside.asking()) {
      var contact = fetchFrom(asking.url("http", "x"), AMPLE);
      assertEquals(Outcome.AUTH_FAILED, contact.outcome(), contact.reason());
      git.git(main, "remote", "set-url", "origin", asking.url("http", "x").replace("//", "//ada:s3cret@"));
      var push = origin().push(commit(main, "", "one\n"));
      assertEquals(Outcome.AUTH_FAILED, push.outcome(), push.reason());
      assertFalse(push.reason().contains("s3cret"), push.reason());
    }
  }

  @Test
  void aServerInTroubleIsOfflineAndAForbiddenOneIsNot() throws IOException {
    try (var broken =
        Wayside.answering("503 Busy")) {
      assertEquals(Outcome.OFFLINE, fetchFrom(broken.url("http", "x"), AMPLE).outcome());
    }
    try (var forbidding =
        Wayside.answering("403 Forbidden")) {
      assertEquals(Outcome.AUTH_FAILED, fetchFrom(forbidding.url("http", "x"), AMPLE).outcome());
    }
    var missing = fetchFrom(directory.resolve("nowhere").toString(), AMPLE);
    assertEquals(Outcome.OTHER, missing.outcome());
    assertTrue(missing.reason().contains("nowhere"), missing.reason());
  }

  @Test
  void sshAsksNothingUnlessTheUserHasChosenAnother() throws IOException {
    var bin = git.directory("bin");
    fakeSsh(bin.resolve("ssh"));
    var environment = new HashMap<>(git.environment());
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    git.git(main, "remote", "set-url", "origin", "ssh://host/repo");
    assertEquals(Outcome.AUTH_FAILED, origin(AMPLE, environment).fetch().outcome());
    assertTrue(GitSandbox.read(bin.resolve("ssh.log")).contains("-o BatchMode=yes"));
    fakeSsh(bin.resolve("other"));
    git.git(main, "config", "core.sshCommand", bin.resolve("other").toString());
    assertEquals(Outcome.AUTH_FAILED, origin(AMPLE, environment).fetch().outcome());
    assertFalse(GitSandbox.read(bin.resolve("other.log")).contains("BatchMode"));
  }

  private static void fakeSsh(Path program) throws IOException {
    Files.writeString(program, "#!/bin/sh\necho \"$@\" >> '" + program
        + ".log'\necho 'git@host: Permission denied (publickey).' >&2\nexit 255\n");
    assertTrue(program.toFile().setExecutable(true));
  }

  @Test
  void settingsAndHooksOfTheUserDoNotReachTheBranch() throws IOException {
    for (var hook : new String[]{"pre-push", "reference-transaction", "post-checkout"}) {
      var file = main.resolve(".git/hooks/" + hook);
      GitSandbox.write(file, "#!/bin/sh\ntouch '" + directory.resolve("hook-ran") + "'\nexit 1\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    Map.of("push.gpgSign", "true", "push.followTags", "true", "remote.origin.tagOpt", "--tags", "fetch.prune",
        "true",
        "remote.origin.mirror", "true", "submodule.recurse", "true", "remote.origin.pruneTags", "true",
        "push.recurseSubmodules", "on-demand").forEach((name, value) -> git.git(main, "config", name, value));
    git.git(main, "-c", "core.hooksPath=/dev/null", "tag", "v1");
    var before = git.git(main, "for-each-ref");
    assertEquals(Contact.OK, origin().push(commit(main, "", "one\n")));
    git.git(bare, "tag", "theirs", Origin.BRANCH);
    assertEquals(Contact.OK, origin().fetch());
    assertFalse(Files.exists(directory.resolve("hook-ran")));
    assertEquals("refs/heads/a-sync\nrefs/tags/theirs", git.git(bare, "for-each-ref", "--format=%(refname)"));
    git.git(main, "-c", "core.hooksPath=/dev/null", "update-ref", "-d", Origin.TRACKING);
    assertEquals(before, git.git(main, "for-each-ref"));
    assertFalse(Files.exists(main.resolve(".git/FETCH_HEAD")));
  }

  @Test
  void singleBranchShallowAndPartialClonesGetTheWholeBranch() {
    var first = commit(main, "", "one\n");
    var second = commit(main, first, "two\n");
    git.git(main, "push", "-q", "origin", "main");
    git.git(bare, "config", "uploadpack.allowFilter", "true");
    for (var kind : new String[]{"--single-branch", "--depth=1", "--filter=blob:none"}) {
      git.git(directory, "clone", "-q", kind, bare.toUri().toString(), "clone" + kind);
    }
    origin().push(second);
    for (var kind : new String[]{"--single-branch", "--depth=1", "--filter=blob:none"}) {
      var clone = directory.resolve("clone" + kind);
      var there = new Origin(clone.resolve(".git"), git::environment, AMPLE);
      assertEquals(Contact.OK, there.fetch(), kind);
      assertEquals(git.git(bare, "rev-list", "--count", Origin.BRANCH),
          git.git(clone, "rev-list", "--count", Origin.TRACKING), kind);
      assertEquals("", git.git(clone, "rev-list", "--objects", "--missing=print", Origin.TRACKING)
          .lines()
          .filter(line -> line.startsWith("?"))
          .findFirst()
          .orElse(""), kind);
      var third = commit(clone, git.git(clone, "rev-parse", Origin.TRACKING), kind);
      assertEquals(Contact.OK, there.push(third), kind);
    }
  }

  @Test
  void aNameThatNobodyKnowsIsOffline() {
    for (var said : new String[]{"fatal: unable to access 'https://h/': Could not resolve host: h",
      "ssh: Could not resolve hostname h: Name or service not known\nfatal: Could not read from remote repository."}) {
      assertEquals(Outcome.OFFLINE,
          new Complaint(new GitCommand.Answer(128, "", said)).classified().outcome(), said);
    }
  }

  @Test
  void credentialsAreNotShown() {
    assertEquals("https://host/x.git", RemoteUrl.withoutCredentials("https://ada:token@host/x.git"));
    assertEquals("https://host/x", RemoteUrl.withoutCredentials("https://ghp_123@host/x?access_token=1"));
    assertEquals("ssh://git@host/x", RemoteUrl.withoutCredentials("ssh://git:pw@host/x"));
    assertEquals("git@host:x.git", RemoteUrl.withoutCredentials("git@host:x.git"));
    assertEquals("unable to access 'https://host/x/': no",
        RemoteUrl.withoutCredentials("unable to access 'https://a:b@host/x/': no"));
  }
}
