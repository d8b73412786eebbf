package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.edit;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.log.ShardParts;
import thrum.protocol.id.MessageId;

/** A shard goes on in another file before one more line becomes dear. */
class LongShardTest {

  private static final int LONG = 60_000;
  /** So many of these fill a file. */
  private static final int FILL = (int) (ShardParts.FULL / LONG) + 1;

  @TempDir Path root;
  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  private static List<MessageId> fill(EventStore store, String author, int from) {
    var ids = new ArrayList<MessageId>();
    for (int i = from; i < from + FILL; i++) {
      ids.add(store.write(message(author, "%04d ".formatted(i) + "x".repeat(LONG))));
    }
    return ids;
  }

  private static List<Integer> numbers(EventStore store) {
    return messages(store).stream().map(text -> Integer.parseInt(text.substring(0, 4))).toList();
  }

  @Test
  void aFullFileIsContinuedInAnotherAndNothingIsMissingAfterARebuild() throws IOException {
    try (var store = files.open()) {
      fill(store, "ada", 0);
      fill(store, "ada", FILL);
      store.write(message("ada", "%04d last".formatted(2 * FILL)));
      store.write(message("bo", "9999 of another"));
    }
    assertTrue(Files.size(files.shard("ada")) >= ShardParts.FULL);
    assertTrue(Files.size(files.shard("ada")) < ShardParts.FULL + 2L * LONG);
    assertEquals(1, TestStore.lines(files.shard("ada.3")).size());
    assertFalse(Files.exists(files.shard("bo.2")));
    Files.delete(files.database());
    try (var store = files.open()) {
      var expected = new ArrayList<>(IntStream.rangeClosed(0, 2 * FILL).boxed().toList());
      expected.add(9999);
      assertEquals(expected, numbers(store));
    }
  }

  @Test
  void afterARestartTheLastFileIsContinued() {
    try (var store = files.open()) {
      fill(store, "ada", 0);
      store.write(message("ada", "one"));
    }
    try (var store = files.open()) {
      store.write(message("ada", "two"));
    }
    assertEquals(2, TestStore.lines(files.shard("ada.2")).size());
    assertFalse(Files.exists(files.shard("ada.3")));
  }

  @Test
  void anOldMessageIsEditedInTheNewFile() throws IOException {
    MessageId first;
    try (var store = files.open()) {
      first = fill(store, "ada", 0).getFirst();
      store.write(edit(first, "0000 edited"));
      assertTrue(messages(store).contains("0000 edited"));
    }
    assertTrue(Files.readString(files.shard("ada.2")).contains("message.edit"));
    Files.delete(files.database());
    try (var store = files.open()) {
      assertTrue(messages(store).contains("0000 edited"));
    }
  }

  @Test
  void aNameThatLeavesNoRoomForANumberKeepsItsOneFile() {
    var name = "a".repeat(249);
    try (var store = files.open()) {
      fill(store, name, 0);
      store.write(message(name, "last"));
    }
    assertEquals(FILL + 1, TestStore.lines(files.shard(name)).size());
  }

  @Test
  void onlyANumberTellsThatAFileContinuesAnother() {
    assertEquals("messages/ada.jsonl", ShardParts.shardOf("messages/ada.2.jsonl"));
    assertEquals("messages/ada.jsonl", ShardParts.shardOf("messages/ada.jsonl"));
    assertEquals("messages/ada.02.jsonl", ShardParts.shardOf("messages/ada.02.jsonl"));
    assertEquals("messages/ada.b.jsonl", ShardParts.shardOf("messages/ada.b.jsonl"));
    assertEquals("events.2.jsonl", ShardParts.shardOf("events.2.jsonl"));
  }
}
