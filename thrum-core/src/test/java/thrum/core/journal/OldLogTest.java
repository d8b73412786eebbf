package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldLogTest {

  @TempDir Path root;

  @Test
  void aStoreThatOpensAnOldLogShowsItsMessages() throws IOException {
    var place = new TestStore(root);
    Files.writeString(place.sync.resolve("messages.jsonl"), created("first") + created("second"));
    try (EventStore store = place.open()) {
      assertEquals(List.of("first", "second"), TestStore.messages(store));
      store.write(TestStore.message("bo", "third"));
    }
    assertFalse(Files.exists(place.sync.resolve("messages.jsonl")));
    try (EventStore store = place.open()) {
      assertEquals(List.of("first", "second", "third"), TestStore.messages(store));
      assertEquals(3, store.health().events());
    }
  }

  private static String created(String text) {
    return "{\"type\":\"message.create\",\"timestamp\":\"2026-01-15T10:00:00.123Z\",\"message_id\":\"msg_"
        + text
        + "\",\"agent_id\":\"ada\",\"session_id\":\"ses_1\",\"body\":{\"format\":\"markdown\",\"content\":\""
        + text
        + "\"},\"scopes\":[],\"refs\":[]}\n";
  }
}
