package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.projection.Lines.end;
import static thrum.core.projection.Lines.register;
import static thrum.core.projection.Lines.start;
import static thrum.core.projection.Lines.takeover;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import thrum.protocol.event.IntentSet;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.event.LocalEvent;
import thrum.protocol.event.LocalLine;
import thrum.protocol.event.SessionLinks;
import thrum.protocol.event.Subscribed;
import thrum.protocol.event.TaskSet;
import thrum.protocol.event.Unsubscribed;
import thrum.protocol.id.EventId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Link;

class LocalEffectsTest {

  private static final SessionId SESSION = new SessionId("s");
  private static final String NOTES = "SELECT session_id, intent, current_task FROM session_notes";
  private static final String REFS = "SELECT ref_value, substr(added_at, 18, 2) FROM session_refs ORDER BY 1";
  private static final String SUBSCRIPTIONS =
      "SELECT id, subscription_id, scope_value FROM subscriptions ORDER BY 1";

  @Test
  void linesOfAnUnknownSessionCountOnceItAppears() {
    try (var projection = TestProjection.empty()) {
      projection.apply(intent(2, "think"), subscribe(3, "sub", "api"), refs(4, List.of(ref("a")), List.of()));
      assertEquals(List.of(), projection.rows(NOTES, 3));
      projection.apply(start(1, "s", "ada"));
      assertEquals(List.of("s|think|-"), projection.rows(NOTES, 3));
      assertEquals(List.of("a|04"), projection.rows(REFS, 2));
      assertEquals(1, projection.rows(SUBSCRIPTIONS, 3).size());
    }
  }

  @Test
  void intentAndTaskFollowTheirOwnTimes() {
    try (var projection = TestProjection.of(start(1, "s", "ada"))) {
      projection.apply(intent(9, "new"), line(new TaskSet(Lines.at(5), SESSION, "T-1")), intent(3, "old"));
      assertEquals(List.of("s|new|T-1"), projection.rows(NOTES, 3));
      projection.apply(intent(10, null));
      assertEquals(List.of("s|-|T-1"), projection.rows(NOTES, 3));
    }
  }

  @Test
  void linksAreRemovedThenAddedAndKeepTheirFirstTime() {
    try (var projection = TestProjection.of(start(1, "s", "ada"))) {
      projection.apply(refs(2, List.of(ref("a"), ref("b")), List.of()), refs(3, List.of(ref("a")), List.of()),
          refs(4, List.of(ref("b"), ref("c")), List.of(ref("b"))));
      assertEquals(List.of("a|02", "b|04", "c|04"), projection.rows(REFS, 2));
    }
  }

  @Test
  void subscriptionsKeepTheirNumbersAndAnEqualOneIsNotAddedTwice() {
    try (var projection = TestProjection.of(start(1, "s", "ada"))) {
      projection.apply(subscribe(2, "one", "api"), subscribe(3, "two", "ui"), subscribe(4, "again", "api"));
      assertEquals(List.of("1|one|api", "2|two|ui"), projection.rows(SUBSCRIPTIONS, 3));
      projection.apply(line(new Unsubscribed(Lines.at(5), "one")));
      assertEquals(List.of("2|two|ui", "3|again|api"), projection.rows(SUBSCRIPTIONS, 3));
    }
  }

  @Test
  void nothingIsLeftOfASessionThatEndsOrIsTakenOver() {
    try (var projection = TestProjection.of(register(0, "ada", "coder", "api"), start(1, "s", "ada"))) {
      projection.apply(intent(2, "think"), subscribe(3, "sub", "api"), refs(4, List.of(ref("a")), List.of()));
      projection.apply(takeover(5, "bo", "coder", "api", "ada"));
      for (String query : List.of(NOTES, SUBSCRIPTIONS)) {
        assertEquals(List.of(), projection.rows(query, 3));
      }
      assertEquals(List.of(), projection.rows(REFS, 2));
      projection.apply(end(6, "s", null)).apply(intent(7, "late"));
      assertEquals(List.of(), projection.rows(NOTES, 3));
      assertEquals(4, projection.sql.number("SELECT count(*) FROM local_events"));
    }
  }

  private static LocalLine intent(int second, @Nullable String intent) {
    return line(new IntentSet(Lines.at(second), SESSION, intent));
  }

  private static LocalLine subscribe(int second, String id, String scope) {
    return line(new Subscribed(Lines.at(second), id, SESSION, "module", scope, null));
  }

  private static LocalLine refs(int second, List<Link> added, List<Link> removed) {
    return line(new SessionLinks(Lines.at(second), SESSION, List.of(), List.of(), added, removed));
  }

  private static Link ref(String value) {
    return new Link("worktree", value);
  }

  private static LocalLine line(LocalEvent event) {
    return LocalCodec.encode(event, new EventId("loc_" + event.type() + event.timestamp()));
  }
}
