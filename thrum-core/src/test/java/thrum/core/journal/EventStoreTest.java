package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.edit;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;
import static thrum.core.journal.TestStore.register;
import static thrum.core.journal.TestStore.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.failure.Refused;

class EventStoreTest {

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void aMessageIsInItsShardAndReadableWhenWriteReturns() throws Exception {
    try (var store = files.open()) {
      store.write(message("ada", "hello"));
      assertEquals(List.of("hello"), messages(store));
      assertEquals(List.of("hello"), files.messagesInLog());
      assertEquals(1, TestStore.lines(files.shard("ada")).size());
      assertEquals(Files.size(files.shard("ada")), store.committedLengths().get(files.shard("ada")));
    }
  }

  @Test
  void aRefusalWritesNothing() {
    try (var store = files.open()) {
      store.write(register("ada"));
      assertThrows(Refused.class, () -> store.write(view -> {
        throw new Refused("no");
      }));
      assertEquals(1, files.idsInLog().size());
      assertEquals(1, store.health().events());
    }
  }

  @Test
  void aStoreThatIsOpenedAgainHoldsWhatItHeld() {
    try (var store = files.open()) {
      var id = store.write(message("ada", "first"));
      store.write(edit(id, "second"));
      store.write(session("ada", "tokens"));
    }
    try (var store = files.open()) {
      assertEquals(List.of("second"), messages(store));
      assertEquals("tokens",
          store.read(sql -> sql.one("SELECT intent FROM session_notes", row -> row.text(1))).orElse(""));
      assertEquals(3, store.health().events());
      assertEquals(3, store.health().sequence());
    }
  }

  @Test
  void listenersHearOfEveryBatchAndMayFail() {
    var heard = new ArrayList<String>();
    try (var store = files.open()) {
      store.onCommit(committed -> {
        committed.events().forEach(line -> heard.add(line.event().type()));
        throw new IllegalStateException("a listener's own trouble");
      });
      store.write(register("ada"));
      store.write(message("ada", "hello"));
      int batches = store.runBetweenBatches(sql -> heard.size());
      assertEquals(2, batches);
      assertEquals(List.of("agent.register", "message.create"), heard);
      assertEquals(2, store.health().failedListeners());
    }
  }

  @Test
  void aLineLongerThanTheLimitIsRefusedWithItsSize() {
    try (var store = files.open()) {
      var refused = assertThrows(Refused.class, () -> store.write(message("ada", "x".repeat(70_000))));
      assertTrue(refused.text().contains("70000 bytes"), refused.text());
      assertTrue(refused.text().contains("65535"), refused.text());
      assertTrue(files.idsInLog().isEmpty());
      assertFalse(Files.exists(files.shard("ada")));
    }
  }
}
