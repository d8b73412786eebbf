package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.journal.TestStore.message;
import static thrum.core.journal.TestStore.messages;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.EventId;
import thrum.protocol.time.LogTime;

/** Ruling 43: a purge that is dated far ahead waits, and counts while the store is open once it is due. */
class WaitingPurgeTest {

  @TempDir Path root;

  @Test
  void aPurgeFarAheadCountsWithoutARestartWhenItsTimeHasCome() throws Exception {
    var files = new TestStore(root.resolve("store"));
    try (var store = files.open()) {
      store.write(message("ada", "old"));
    }
    LogTime ahead = LogTime.of(files.clock.instant().plus(Duration.ofHours(1)));
    var purge = new PurgeExecuted(ahead, ahead);
    byte[] line = EventCodec
        .encode(purge, Envelope.of(new EventId("evt_01JGFJJZ000000000000000009"), new DaemonId("d_other"), 1))
        .bytes();
    Files.writeString(files.events(), new String(line, StandardCharsets.UTF_8) + "\n",
        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try (var store = files.open()) {
      assertEquals(List.of("old"), messages(store));
      files.clock.set(ahead.instant().minus(Duration.ofMinutes(9)));
      store.watchNow();
      assertEquals(List.of(), messages(store));
    }
  }
}
