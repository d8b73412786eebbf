package thrum.core.sync.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import java.nio.file.Path;

/** 04 §2.5 with rulings 41 and 42. */
class UnionTest {

  @TempDir Path directory;
  private Unions unions;

  @BeforeEach
  void prepare() {
    unions = new Unions(directory);
  }

  private static String event(String id, String time, String rest) {
    return "{\"event_id\":\"" + id + "\"" + rest + ",\"timestamp\":\"" + time + "\",\"type\":\"x\"}";
  }

  private static String lines(String... lines) {
    return lines.length == 0 ? "" : String.join("\n", lines) + "\n";
  }

  private static final String EARLY = event("evt_2", "2026-01-01T00:00:00.5Z", "");
  private static final String EARLIER = event("evt_3", "2026-01-01T00:00:00Z", "");
  private static final String LATE = event("evt_1", "2026-01-01T00:00:01Z", "");

  @Test
  void eventsOfBothSidesStandInOrderOfTheirInstants() {
    assertEquals(lines(EARLIER, EARLY, LATE), unions.of(lines(EARLIER, LATE), lines(EARLY)));
    assertEquals(lines(EARLIER, EARLY, LATE), unions.of(lines(LATE, EARLY), lines(EARLIER)));
  }

  @Test
  void equalInstantsAreOrderedByTheBytesOfTheId() {
    String b = event("evt_b", "2026-01-01T01:00:00+01:00", "");
    String a = event("evt_a", "2026-01-01T00:00:00Z", "");
    assertEquals(lines(a, b), unions.of(lines(b), lines(a)));
  }

  @Test
  void originalBytesStayWhateverTheyLookLike() {
    String odd =
        "{ \"timestamp\" : \"2026-01-01T00:00:00Z\",\"event_id\":\"evt_9\", \"n\":1.0E2, \"s\":\"<é>\" }";
    assertEquals(lines(odd, LATE), unions.of(lines(LATE), lines(odd)));
  }

  @Test
  void copiesThatDifferInSequenceAloneBecomeTheSmallerOne() {
    String three = event("evt_1", "2026-01-01T00:00:00Z", ",\"sequence\":3");
    String twenty = event("evt_1", "2026-01-01T00:00:00Z", ",\"sequence\":20");
    assertEquals(lines(twenty), unions.of(lines(three), lines(twenty)));
    assertEquals(lines(twenty), unions.of(lines(twenty), lines(three)));
  }

  @Test
  void variantsOfOneIdAllStay() {
    String one = event("evt_1", "2026-01-01T00:00:00Z", ",\"a\":1");
    String two = event("evt_1", "2026-01-01T00:00:00Z", ",\"a\":2");
    String later = event("evt_1", "2026-01-01T00:00:09Z", ",\"a\":1");
    assertEquals(lines(one, two, later), unions.of(lines(later, two), lines(one, two)));
  }

  @Test
  void whatIsNoEventFollowsInByteOrderEachOnce() {
    assertEquals(lines(EARLY, LATE, "[]", "garbage", "{\"a\":1}", "{}"),
        unions.of(lines("garbage", EARLY, "{}", "garbage"), lines("{}", "{\"a\":1}", LATE, "[]")));
  }

  @Test
  void anObjectWithSomethingBehindItIsNoEvent() {
    String trailing = EARLIER + " x";
    assertEquals(lines(LATE, trailing), unions.of(lines(trailing, LATE), ""));
  }

  @Test
  void blankLinesGoAndAMissingNewlineComes() {
    assertEquals(lines(EARLY, LATE), unions.of(lines(EARLY, "", "  \r"), "\n" + LATE));
  }

  @Test
  void nothingIsWrittenWhenNothingWouldChange() {
    assertFalse(unions.changes(lines(EARLY, LATE, "[]"), lines(EARLY, "[]")));
    assertFalse(unions.changes(lines(EARLY, LATE), ""));
    assertTrue(unions.changes(lines(LATE, EARLY), ""));
    assertTrue(unions.changes(lines(EARLY, EARLY), lines(EARLY)));
    assertTrue(unions.changes(lines(EARLY), lines(LATE)));
  }

  @Test
  void onlyNewLinesAreToBeAppliedAndThoseOfTheFileAreKept() {
    unions.of(lines(EARLIER, LATE, "[]"), lines(EARLIER, EARLY));
    assertEquals(List.of(EARLIER, LATE), unions.kept());
    assertEquals(List.of(EARLY, "[]"), unions.added());
  }

  @Test
  void linesTooLongToBeHeldAreCopiedAndOrdered() {
    String monsterA = "a".repeat(5 << 20) + "x";
    String monsterB = "a".repeat(5 << 20) + "y";
    String z = "z";
    assertEquals(lines(LATE, monsterA, monsterB, z),
        unions.of(lines(monsterB, z), lines(LATE, monsterA, monsterB)));
  }
}
