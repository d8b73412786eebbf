package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.journal.TestStore.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.projection.Entity;
import thrum.protocol.event.IntentSet;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.event.SessionLinks;
import thrum.protocol.event.Subscribed;
import thrum.protocol.event.Unsubscribed;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Link;

/** Ruling 69: this machine's own log, shortened to what still counts. */
class LocalCompactionTest {

  private static final SessionId UNKNOWN = new SessionId("ses_not_here_yet");

  @TempDir Path root;

  private TestStore files;

  @BeforeEach
  void prepare() {
    files = new TestStore(root.resolve("store"));
  }

  @Test
  void supersededLinesAndThoseOfEndedSessionsGoAndNothingChanges() throws Exception {
    try (var store = files.open()) {
      var open = store.write(session("ada", "first"));
      var ended = store.write(session("bo", "x".repeat(3000)));
      store.write(local(view -> new IntentSet(view.timeFor(), UNKNOWN, "waits for its session")));
      store.write(local(view -> links(view, open,
          List.of(new Link("worktree", "a"), new Link("worktree", "b")), List.of())));
      store.write(local(
          view -> links(view, open, List.of(new Link("worktree", "a")), List.of(new Link("worktree", "b")))));
      store.write(local(view -> new Subscribed(view.timeFor(), "sub_kept", open, "file", "A.java", null)));
      store.write(local(view -> new Subscribed(view.timeFor(), "sub_gone", open, "file", "B.java", null)));
      store.write(local(view -> new Unsubscribed(view.timeFor(), "sub_gone")));
      for (int i = 0; i < 100; i++) {
        int n = i;
        store.write(local(view -> new IntentSet(view.timeFor(), open, "y".repeat(700) + n)));
      }
      store.write(
          view -> Outcome.of(ended, new SessionEnded(view.timeFor(Entity.session(ended)), ended, "normal")));
      Files.writeString(files.local(), "not json\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
      store.watchNow();
      var before = effects(store);
      long length = Files.size(files.local());

      assertTrue(store.compactLocalLog());

      assertEquals(before, effects(store));
      assertTrue(Files.size(files.local()) < length / 4);
      var kept = Files.readString(files.local());
      assertTrue(kept.contains("waits for its session"), "merely unknown lines stay");
      assertTrue(kept.contains("not json"), "lines that are not understood stay");
      assertFalse(kept.contains("xxx"), "lines of ended sessions go");
      assertFalse(kept.contains("sub_gone"));
      assertFalse(store.compactLocalLog(), "a second time there is nothing to gain");
      store.write(local(view -> new IntentSet(view.timeFor(), open, "after")));
    }
    var afterwards = Files.readString(files.local());
    try (var store = files.open()) {
      assertEquals(afterwards, Files.readString(files.local()), "nothing that went is written back");
      assertEquals("after", intent(store));
    }
    Files.delete(files.database());
    try (var store = files.open()) {
      assertEquals("after", intent(store));
    }
  }

  @Test
  void aLogThatIsMostlyAliveIsLeftAlone() {
    try (var store = files.open()) {
      for (int i = 0; i < 100; i++) {
        store.write(session("agent" + i, "z".repeat(1000)));
      }
      assertFalse(store.compactLocalLog());
    }
  }

  private static String intent(EventStore store) {
    return store.read(sql -> sql.one("SELECT intent FROM session_notes", row -> row.text(1))).orElse("");
  }

  private static List<List<String>> effects(EventStore store) {
    var tables = TestStore.tables(store);
    return List.of(tables.get("session_notes"), tables.get("sessions"), store.read(sql -> sql.all(
        "SELECT ref_type || ref_value || added_at FROM session_refs ORDER BY 1", row -> row.text(1))),
        store.read(sql -> sql.all(
            "SELECT subscription_id || scope_value FROM subscriptions ORDER BY 1", row -> row.text(1))));
  }

  private static SessionLinks links(View view, SessionId session, List<Link> added, List<Link> removed) {
    return new SessionLinks(view.timeFor(), session, List.of(), List.of(), added, removed);
  }

  private interface Fact {
    thrum.protocol.event.LocalEvent of(View view);
  }

  private static Decision<String> local(Fact fact) {
    return view -> Outcome.of("").withLocal(fact.of(view));
  }
}
