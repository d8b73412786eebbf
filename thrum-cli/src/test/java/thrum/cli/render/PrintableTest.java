package thrum.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void harmlessTextPassesUntouched() {
    String text = "Grüße 日本 👩‍💻\tx";

    assertSame(text, Printable.line(text));
  }

  @Test
  void escapeSequencesAreShownAndNotExecuted() {
    assertEquals("a\\e[31mred\\e]0;title\\u0007", Printable.line("a\u001b[31mred\u001b]0;title\u0007"));
    assertEquals("\\u009b2J", Printable.line("\u009b2J"));
    assertEquals("\\u007f\\u0008", Printable.line("\u007f\b"));
  }

  @Test
  void lineEndsInsideALineAreShown() {
    assertEquals("one\\ntwo\\rthree\\u2028", Printable.line("one\ntwo\rthree\u2028"));
  }

  @Test
  void marksThatReverseTheReadingAreShown() {
    assertEquals("\\u202egnp.exe\\u2066", Printable.line("\u202egnp.exe\u2066"));
  }

  @Test
  void tabsBecomeBlanksWhereColumnsCount() {
    assertEquals("a    b", Printable.cell("a\tb"));
  }

  @Test
  void allThreeKindsOfLineEndsSeparateLines() {
    assertEquals(List.of("a", "b", "c", "", "d"), Printable.lines("a\nb\r\nc\r\rd\n"));
  }

  @Test
  void theFirstLineIsTheFirstThatSaysSomething() {
    assertEquals("hello", Printable.firstLine("\n  \n  hello \nworld"));
    assertEquals("", Printable.firstLine(" \n"));
  }
}
