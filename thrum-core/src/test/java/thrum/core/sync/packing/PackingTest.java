package thrum.core.sync.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitCommand;
import thrum.core.git.GitSandbox;
import thrum.core.sync.Committer;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.merge.InMemory;
import thrum.core.sync.packing.Packing.Pace;
import thrum.protocol.failure.Broken;

/** Ruling 78: the branch's objects stay few, and nobody else's are touched. */
class PackingTest {

  private static final Pace PACE = new Pace(4, 3, Duration.ofMinutes(1));
  private static final Committer.Pace NEVER =
      new Committer.Pace(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));

  @TempDir(factory = InMemory.class) Path directory;
  private final Map<Path, Long> lengths = new HashMap<>();
  private Instant now = Instant.parse("2026-04-07T10:30:00Z");
  private GitSandbox git;
  private Path main;
  private Path sync;
  private Committer committer;
  private Packing packing;
  private int lines;

  @BeforeEach
  void repository() {
    git = new GitSandbox(directory);
    main = git.repository("main");
    prepare();
  }

  private void prepare() {
    var branch = new SyncBranch(main.resolve(".git"), () -> now, new GitCommand(git.environment()));
    branch.prepare();
    sync = branch.worktree();
    committer = new Committer(main.resolve(".git"), () -> Map.copyOf(lengths), () -> now, (delay, task) -> {},
        NEVER);
    packing = packing();
  }

  private Packing packing() {
    return new Packing(main.resolve(".git"), () -> now, PACE);
  }

  /** Every version of every file, and every entry of the reflogs. */
  @AfterEach
  void everythingIsThere() {
    assertEquals("", git.git(main, "fsck", "--strict", "--full", "--no-dangling", "--no-progress"));
  }

  private void commit(int times) throws IOException {
    var shard = sync.resolve("messages/ada.jsonl");
    for (int i = 0; i < times; i++) {
      Files.writeString(shard, "{\"event_id\":\"evt_" + ++lines + "\",\"type\":\"message.create\"}\n",
          StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      lengths.put(Path.of("messages/ada.jsonl"), Files.size(shard));
      committer.commitNow();
    }
  }

  private void later() {
    now = now.plus(PACE.grace()).plusSeconds(1);
  }

  /** Commits that are due, packed, and their copies removed. */
  private void round() throws IOException {
    commit(PACE.commits());
    assertTrue(packing.run());
    later();
    packing.run();
  }

  private Path objects() {
    return main.resolve(".git/objects");
  }

  private List<String> packs() throws IOException {
    return new PackFiles(objects()).packs();
  }

  private long loose() {
    var counted = git.git(main, "count-objects");
    return Long.parseLong(counted.substring(0, counted.indexOf(' ')));
  }

  @Test
  void manyCommitsLeaveFewObjectsAndFewPacks() throws IOException {
    long before = loose();
    for (int i = 0; i < 8; i++) {
      round();
      assertTrue(packs().size() <= PACE.packs(), packs().toString());
    }
    assertTrue(loose() <= before, "loose objects: " + loose());
    assertEquals(lines, git.git(main, "show", "a-sync:messages/ada.jsonl").lines().count());
    assertEquals(lines + 2, Integer.parseInt(git.git(main, "rev-list", "--count", "a-sync")));
    assertTrue(git.git(main, "count-objects", "-v").contains("garbage: 0"));
  }

  @Test
  void littleIsNotPacked() throws IOException {
    commit(1);
    assertFalse(packing.run());
    assertEquals(List.of(), packs());
  }

  @Test
  void copiesStayAsLongAsSomebodyMayBeLookingForThem() throws IOException {
    commit(PACE.commits());
    long before = loose();
    assertTrue(packing.run());
    commit(1);
    packing.run();
    assertTrue(loose() > before);
    later();
    packing.run();
    assertTrue(loose() < before);
  }

  @Test
  void whatIsTheUsersStaysWhereItIs() throws IOException {
    GitSandbox.write(main.resolve("README"), "stashed\n");
    git.git(main, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "stash", "-q");
    GitSandbox.write(main.resolve("loose"), "nobody refers to it\n");
    GitSandbox.write(main.resolve("packed"), "nor to this\n");
    var blob = git.git(main, "hash-object", "-w", "loose");
    var packed = git.git(main, "hash-object", "-w", "packed");
    var users = packOf(packed);
    for (int i = 0; i < 3; i++) {
      round();
    }
    assertEquals("blob", git.git(main, "cat-file", "-t", blob));
    assertTrue(Files.exists(objects().resolve(blob.substring(0, 2)).resolve(blob.substring(2))));
    assertEquals("blob", git.git(main, "cat-file", "-t", packed));
    assertTrue(packs().contains(users));
    assertEquals("stashed", git.git(main, "show", "stash@{0}:README"));
  }

  @Test
  void commitsThatTheBranchHasLeftArePackedToo() throws IOException {
    commit(PACE.commits());
    var left = git.git(main, "rev-parse", "a-sync");
    var other = git.git(main, "-c", "user.name=A", "-c", "user.email=a@x", "commit-tree", "-m", "other root",
        git.git(main, "rev-parse", "a-sync^{tree}"));
    committer.follow(ObjectId.fromString(other));
    commit(PACE.commits());
    assertTrue(packing.run());
    later();
    packing.run();
    assertFalse(new PackFiles(objects()).isLoose(ObjectId.fromString(left)));
    assertEquals("commit", git.git(main, "cat-file", "-t", left));
  }

  @Test
  void aPackThatAFetchLeftIsTakenIn() throws IOException {
    round();
    var bare = git.directory("remote.git");
    git.git(bare, "init", "-q", "--bare");
    git.git(main, "push", "-q", bare.toString(), "a-sync");
    var tip = git.git(bare, "rev-parse", "a-sync");
    for (int i = 0; i < 3 * PACE.commits(); i++) {
      tip = git.git(bare, "-c", "user.name=A", "-c", "user.email=a@x", "commit-tree", "-p", tip, "-m",
          "of another clone " + i, "a-sync^{tree}");
    }
    git.git(bare, "update-ref", "refs/heads/a-sync", tip);
    var before = packs();
    git.git(main, "-c", "fetch.unpackLimit=1", "fetch", "-q", bare.toString(),
        "+refs/heads/a-sync:refs/remotes/origin/a-sync");
    var fetched = packs().stream().filter(pack -> !before.contains(pack)).toList();
    assertEquals(1, fetched.size());
    assertTrue(packing.run());
    assertTrue(packs().containsAll(fetched));
    later();
    packing.run();
    assertFalse(packs().containsAll(fetched), packs().toString());
    assertEquals("commit", git.git(main, "cat-file", "-t", tip));
  }

  @Test
  void packsOfTheUsersThatHoldThisAndThatStay() throws IOException {
    commit(PACE.commits());
    git.git(main, "gc", "-q");
    var users = packs();
    for (int i = 0; i < 3; i++) {
      round();
    }
    assertTrue(packs().containsAll(users), packs().toString());
  }

  @Test
  void aGcOfTheUsersInBetweenIsNoTrouble() throws IOException {
    for (int i = 0; i < 3; i++) {
      round();
      commit(PACE.commits());
      packing.run();
      git.git(main, "gc", "-q", "--prune=now");
      later();
    }
    round();
    assertEquals(lines, git.git(main, "show", "a-sync:messages/ada.jsonl").lines().count());
  }

  @Test
  void aKillAtAnyMomentLeavesNothingThatTheNextRunDoesNotClear() throws IOException {
    round();
    commit(PACE.commits());
    var pack = objects().resolve("pack");
    Files.writeString(pack.resolve("tmp_thrum_pack"), "half a pack");
    var half = "0123456789012345678901234567890123456789";
    Files.writeString(pack.resolve("pack-" + half + ".pack"), "without an index");
    var notes = main.resolve(".git/thrum-sync/packs");
    Files.writeString(notes, Files.readString(notes) + "WRITING " + half + " 1775557800\nnonsense\n");
    packing = packing();
    assertTrue(packing.run());
    assertFalse(Files.exists(pack.resolve("tmp_thrum_pack")));
    assertFalse(Files.exists(pack.resolve("pack-" + half + ".pack")));
    // Killed when the pack was there and not yet noted as such: it is written again.
    Files.writeString(notes,
        Files.readString(notes).replace("FRESH", "WRITING").replaceAll("packed .*\n", ""));
    packing = packing();
    packing.run();
    later();
    packing.run();
    later();
    assertTrue(loose() < PACE.commits() * 4L, "loose: " + loose());
    Files.delete(notes);
    packing = packing();
    round();
  }

  @Test
  void aPackIsNeverWrittenOver() throws IOException {
    commit(PACE.commits());
    assertTrue(packing.run());
    var pack = objects().resolve("pack/pack-" + packs().getFirst() + ".pack");
    var before = Files.readAttributes(pack, BasicFileAttributes.class).fileKey();
    // Killed before it was noted what is packed: the same objects make a pack of the same name.
    var notes = main.resolve(".git/thrum-sync/packs");
    Files.writeString(notes, Files.readString(notes).replaceAll("packed .*\n", ""));
    packing = packing();
    packing.run();
    assertEquals(1, packs().size());
    assertEquals(before, Files.readAttributes(pack, BasicFileAttributes.class).fileKey());
    later();
    packing.run();
    assertTrue(loose() < PACE.commits(), "loose: " + loose());
  }

  @Test
  void packsThatGitHasIndexedTogetherStay() throws IOException {
    round();
    git.git(main, "multi-pack-index", "write");
    var indexed = packs();
    for (int i = 0; i < 2 * PACE.packs(); i++) {
      round();
    }
    assertTrue(packs().containsAll(indexed), packs().toString());
    assertEquals("", git.git(main, "multi-pack-index", "verify", "--no-progress"));
  }

  @Test
  void anInterruptEndsItAndTheNextRunDoesTheWork() throws Exception {
    commit(PACE.commits());
    var failure = new AtomicReference<Throwable>();
    var thread = Thread.ofPlatform().start(() -> {
      Thread.currentThread().interrupt();
      try {
        packing.run();
      } catch (Broken e) {
        failure.set(e);
      }
    });
    thread.join();
    assertTrue(failure.get() instanceof Broken, String.valueOf(failure.get()));
    assertTrue(packing.run());
  }

  private String packOf(String object) throws IOException {
    var list = git.directory("lists").resolve("list");
    Files.writeString(list, object + "\n");
    var builder = new ProcessBuilder("git", "pack-objects", "-q", ".git/objects/pack/pack")
        .directory(main.toFile())
        .redirectInput(list.toFile());
    builder.environment().clear();
    builder.environment().putAll(git.environment());
    var process = builder.start();
    var name = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    git.git(main, "prune-packed");
    return name;
  }
}
