package thrum.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.cli.Printed;

class LayoutTest {

  @Test
  void aBoxAlignsItsRightSideWhateverTheScript() {
    String box = Printed.by(42, out -> new Box(out).entry(List.of("plain", "日本語 👩‍💻"))
        .entry(List.of("\u001b[2Jtab\there"))
        .close());

    assertEquals("""
        ┌────────────────────────────────────────┐
        │ plain                                  │
        │ 日本語 👩‍💻                              │
        ├────────────────────────────────────────┤
        │ \\e[2Jtab    here                       │
        └────────────────────────────────────────┘
        """, box);
  }

  @Test
  void aBoxIsNeitherNarrowerThan40NorWiderThan120() {
    assertEquals(42, width(10));
    assertEquals(80, width(80));
    assertEquals(122, width(300));
  }

  private static int width(int terminal) {
    String box = Printed.by(terminal, out -> new Box(out).entry(List.of("x")).close());
    return Columns.of(box.lines().findFirst().orElseThrow());
  }

  @Test
  void aTableShrinksItsWidestColumnUntilItFits() {
    String table = Printed.by(40, out -> new Table("NAME", "INTENT", "AGE")
        .row("@ada", "a very long intent that does not fit at all", "5m ago")
        .row("@bo", "", "")
        .print(out));

    assertEquals("""
        NAME  INTENT                      AGE
        @ada  a very long intent that...  5m ago
        @bo   -                           -
        """, table);
  }

  @Test
  void bytesAreCountedInTheUnitThatFits() {
    assertEquals("1 byte", Counts.bytes(1));
    assertEquals("1023 bytes", Counts.bytes(1023));
    assertEquals("1.0 KB", Counts.bytes(1024));
    assertEquals("3.4 KB", Counts.bytes(3_480));
    assertEquals("2.0 MB", Counts.bytes(2 << 20));
  }

  @Test
  void aTemplateTakesItsValuesInOrder() {
    assertEquals("a 1 b %s c\n", Printed.by(out -> out.line("a %s b %s c", 1, "%s")));
    assertThrows(IllegalArgumentException.class, () -> TextOut.filled("none", 1));
  }
}
