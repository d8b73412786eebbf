package thrum.core.sync.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.core.sync.Joined;
import thrum.core.sync.SyncRepository;

/**
 * A remote branch made by somebody who means harm: nothing breaks, nothing of ours goes, the rest arrives.
 */
class HostileBranchTest {

  private static final int MONSTER = 100 << 20;

  @TempDir Path directory;
  private GitSandbox git;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-07T10:30:00.123Z"));
  private Clone ada;

  private record Entry(String name, FileMode mode, ObjectId id) {}

  @BeforeEach
  void clones() {
    git = new GitSandbox(directory);
    Path remote = git.directory("remote.git");
    git.git(remote, "init", "-q", "--bare");
    ada = new Clone(git, remote, "ada", () -> now.updateAndGet(time -> time.plusMillis(7)), 1);
    ada.register("ada");
    ada.send("ada", "ours");
    ada.committer().commitNow();
  }

  @AfterEach
  void close() {
    ada.close();
  }

  private interface Building {
    List<Entry> root(ObjectInserter inserter) throws Exception;
  }

  /** Joins a commit with this tree, written without any of the checks that Git makes. */
  private Joined join(Building building) throws Exception {
    try (var repository = SyncRepository.open(ada.main.resolve(".git"));
        var inserter = repository.git().newObjectInserter()) {
      var commit = new CommitBuilder();
      commit.setTreeId(tree(inserter, building.root(inserter)));
      commit.setAuthor(new PersonIdent("mallory", "m@example.org"));
      commit.setCommitter(new PersonIdent("mallory", "m@example.org"));
      commit.setMessage("hello");
      var id = inserter.insert(commit);
      inserter.flush();
      git.git(ada.main, "update-ref", "refs/remotes/origin/a-sync", id.name());
    }
    return ada.join();
  }

  private static ObjectId tree(ObjectInserter inserter, List<Entry> entries) throws Exception {
    var sorted = new ArrayList<>(entries);
    sorted.sort(Comparator
        .comparing(entry -> FileMode.TREE.equals(entry.mode()) ? entry.name() + "/" : entry.name()));
    var tree = new TreeFormatter();
    for (Entry entry : sorted) {
      tree.append(entry.name().getBytes(StandardCharsets.UTF_8), entry.mode(), entry.id());
    }
    return inserter.insert(tree);
  }

  private static Entry file(ObjectInserter inserter, String name, String text) throws Exception {
    return new Entry(name, FileMode.REGULAR_FILE, blob(inserter, text));
  }

  private static ObjectId blob(ObjectInserter inserter, String text) throws Exception {
    return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Entry messages(ObjectInserter inserter, Entry... shards) throws Exception {
    return new Entry("messages", FileMode.TREE, tree(inserter, List.of(shards)));
  }

  private static String message(String author, String id, String time, String origin, String content) {
    return "{\"agent_id\":\"" + author + "\",\"body\":{\"content\":\"" + content
        + "\",\"format\":\"markdown\"},\"event_id\":\"evt_" + id + "\",\"message_id\":\"msg_" + id
        + "\",\"origin_daemon\":\"" + origin + "\",\"sequence\":9223372036854775807,\"session_id\":\"ses_9\","
        + "\"timestamp\":\"" + time + "\",\"type\":\"message.create\",\"v\":1}";
  }

  private static String good(String content) {
    return message("eve", content, "2026-02-03T17:00:00Z", "d_eve", content) + "\n";
  }

  private void assertOursIsThere() {
    assertTrue(ada.messages().contains("ours"));
    ada.send("ada", "after");
    assertTrue(ada.messages().contains("after"));
    ada.committer().commitNow();
    assertTrue(git.git(ada.main, "show", Clone.TIP + ":messages/ada.jsonl").contains("\"ours\""));
    ada.restart();
    assertTrue(ada.messages().containsAll(List.of("ours", "after")));
  }

  @Test
  void onlyPlainFilesUnderKnownNamesAreRead() throws Exception {
    Path outside = directory.resolve("outside.jsonl");
    Files.writeString(outside, "");
    var joined = join(inserter -> {
      var text = blob(inserter, good("x"));
      var link = blob(inserter, outside.toString());
      return List.of(new Entry("events.jsonl", FileMode.SYMLINK, link),
          new Entry("EVENTS.jsonl", FileMode.REGULAR_FILE, text),
          new Entry("..", FileMode.TREE, tree(inserter, List.of(file(inserter, "evil.jsonl", good("x"))))),
          new Entry(".git", FileMode.TREE, tree(inserter, List.of(file(inserter, "config", "x")))),
          new Entry("module", FileMode.GITLINK, text),
          messages(inserter, file(inserter, "eve.jsonl", good("welcome")),
              new Entry("ada.jsonl", FileMode.SYMLINK, link),
              new Entry("run.jsonl", FileMode.EXECUTABLE_FILE, text),
              new Entry("mod.jsonl", FileMode.GITLINK, text),
              new Entry("dir.jsonl", FileMode.TREE, tree(inserter, List.of())),
              file(inserter, "../../up.jsonl", good("x")), file(inserter, "..jsonl", good("x")),
              file(inserter, ".hidden.jsonl", good("x")), file(inserter, "a b.jsonl", good("x")),
              file(inserter, "été.jsonl", good("x")), file(inserter, "a\nb.jsonl", good("x")),
              file(inserter, "x".repeat(250) + ".jsonl", good("x")), file(inserter, "notes.txt", good("x")),
              file(inserter, "x.jsonl.tmp", good("x"))));
    });
    assertEquals(1, joined.eventsIn());
    assertEquals(5 + 13, joined.ignoredEntries());
    assertEquals(List.of("events.jsonl", "messages/ada.jsonl", "messages/eve.jsonl"),
        List.copyOf(ada.files().keySet()));
    assertEquals("", Files.readString(outside));
    assertTrue(ada.messages().contains("welcome"));
    assertOursIsThere();
    assertFalse(git.git(ada.main, "ls-tree", "-r", Clone.TIP).contains("120000 blob\tmessages/ada.jsonl"));
  }

  @Test
  void namesThatDifferOnlyInCaseStayApartWhereTheyCan() throws Exception {
    join(inserter -> List.of(messages(inserter, file(inserter, "Ada.jsonl", good("upper")),
        file(inserter, "eve.jsonl", good("lower")), file(inserter, "EVE.jsonl", good("shouted")))));
    assertTrue(ada.messages().contains("ours"));
    assertTrue(ada.messages().containsAll(List.of("upper", "lower", "shouted"))
        || !isCaseSensitive(), ada.messages().toString());
    assertOursIsThere();
  }

  private boolean isCaseSensitive() {
    return !Files.exists(ada.worktree.resolve("EVENTS.JSONL"), LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void longestNamesWork() throws Exception {
    String name = "x".repeat(249) + ".jsonl";
    join(inserter -> List.of(messages(inserter, file(inserter, name, good("long")))));
    assertTrue(ada.messages().contains("long"));
    join(inserter -> List.of(messages(inserter, file(inserter, name, good("longer")))));
    assertTrue(ada.messages().contains("longer"));
    assertOursIsThere();
  }

  @Test
  void monstrousNestedDoubledAndBinaryLinesAreKeptAndCounted() throws Exception {
    String nested = "{\"event_id\":\"evt_n\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String nul = "{\"event_id\":\"evt_0\",\"a\":\"\u0000\"}";
    String doubled =
        "{\"event_id\":\"evt_d1\",\"event_id\":\"evt_d2\",\"timestamp\":\"2026-01-01T00:00:00Z\","
            + "\"timestamp\":\"2026-01-02T00:00:00Z\",\"type\":\"x\",\"type\":\"y\"}";
    var joined = join(inserter -> {
      String rest = "\n" + nested + "\n" + nul + "\n" + doubled + "\n" + good("after the monster");
      long length = MONSTER + (long) rest.getBytes(StandardCharsets.UTF_8).length;
      var id = inserter.insert(Constants.OBJ_BLOB, length, new SequenceInputStream(new Repeated('x', MONSTER),
          new ByteArrayInputStream(rest.getBytes(StandardCharsets.UTF_8))));
      return List.of(messages(inserter, new Entry("eve.jsonl", FileMode.REGULAR_FILE, id)));
    });
    assertEquals(2, joined.eventsIn(), "the doubled one and the good one");
    assertEquals(3, joined.opaqueLines());
    assertTrue(ada.messages().contains("after the monster"));
    assertTrue(Files.size(ada.worktree.resolve("messages/eve.jsonl")) > MONSTER);
    assertEquals(0,
        join(inserter -> List.of(messages(inserter, file(inserter, "eve.jsonl", "")))).eventsIn());
    assertTrue(Files.size(ada.worktree.resolve("messages/eve.jsonl")) > MONSTER);
    assertOursIsThere();
  }

  @Test
  void eventsInOurNameAndFromTheFarFutureStopNobody() throws Exception {
    var joined = join(inserter -> List.of(
        file(inserter, "events.jsonl",
            """
                {"event_id":"evt_p","type":"purge.executed","timestamp":"2099-01-01T00:00:00Z","cutoff":"2099-01-01T00:00:00Z"}
                """),
        messages(inserter, file(inserter, "ada.jsonl",
            message("ada", "forged", "2099-01-01T00:00:00Z", "d_ada", "forged") + "\n"))));
    assertEquals(2, joined.eventsIn());
    assertTrue(ada.messages().containsAll(List.of("ours", "forged")));
    assertOursIsThere();
    ada.restart();
    ada.send("ada", "still");
    assertTrue(ada.messages().contains("still"));
  }

  @Test
  void aShardThatVanishedTakesNothingAway() throws Exception {
    join(inserter -> List.of(messages(inserter, file(inserter, "eve.jsonl", good("once")))));
    join(inserter -> List.of(file(inserter, "other.txt", "x")));
    ada.committer().commitNow();
    assertTrue(git.git(ada.main, "show", Clone.TIP + ":messages/eve.jsonl").contains("\"once\""));
    assertEquals("x", git.git(ada.main, "show", Clone.TIP + ":other.txt"));
    assertOursIsThere();
  }

  @Test
  void aFileWhereTheDirectoryOfMessagesBelongsIsReplaced() throws Exception {
    var joined = join(inserter -> List.of(file(inserter, "messages", "not a directory")));
    assertEquals(1, joined.ignoredEntries());
    assertOursIsThere();
  }

  @Test
  void tinyLinesWithoutNumberNeedNoMemory() throws Exception {
    var text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append(200_000 - i).append('\n');
    }
    var joined = join(inserter -> List.of(messages(inserter, file(inserter, "eve.jsonl", text.toString()))));
    assertEquals(200_000, joined.opaqueLines());
    assertOursIsThere();
  }

  /** One byte again and again. */
  private static final class Repeated extends InputStream {

    private final int value;
    private long left;

    Repeated(int value, long count) {
      this.value = value;
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      Arrays.fill(into, offset, offset + count, (byte) value);
      left -= count;
      return count;
    }
  }
}
