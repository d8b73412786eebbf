package thrum.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

  @ParameterizedTest
  @CsvSource({"abc, 3", "größe, 5", "日本語, 6", "한글, 4", "ｱ, 1", "Ａ, 2", "👍, 2", "👍🏽, 2", "👩‍💻, 2",
    "🇩🇪, 2", "🇩🇪🇫🇷, 4",
    "e\u0301, 1", "a\u200Db, 2", "❤️, 2", "❤, 1", "✓, 1", "─, 1", "● x, 3", "'', 0", "\u200B, 0", "กำ, 2"})
  void widthIsCountedInTerminalColumns(String text, int columns) {
    assertEquals(columns, Columns.of(text), () -> text);
  }

  @Test
  void aCutTextEndsInDotsAndFits() {
    assertEquals("abcdefg...", Columns.cut("abcdefghijklm", 10));
    assertEquals("abcdefghij", Columns.cut("abcdefghij", 10));
    assertEquals("日本...", Columns.cut("日本語日本語", 8));
  }

  @Test
  void aWideCharacterIsNeverHalved() {
    assertEquals("日", Columns.prefix("日本", 3));
    assertEquals("", Columns.prefix("👩‍💻", 1));
    assertEquals("x👩‍💻", Columns.prefix("x👩‍💻y", 3));
  }

  @Test
  void paddingCountsColumnsAndNotCharacters() {
    assertEquals("日本  ", Columns.left("日本", 6));
    assertEquals("  日本", Columns.right("日本", 6));
    assertEquals("long", Columns.left("long", 2));
  }

  @Test
  void linesBreakBetweenWords() {
    assertEquals(List.of("one two", "three", "four"), Columns.wrap("one two three four", 8));
    assertEquals(List.of("one two", "three"), Columns.wrap("one two three", 7));
  }

  @Test
  void aWordThatIsTooLongIsBroken() {
    assertEquals(List.of("abcdefgh", "ij"), Columns.wrap("abcdefghij", 8));
    assertEquals(List.of("日本", "語"), Columns.wrap("日本語", 5));
  }

  @Test
  void aWordOfAMegabyteIsBrokenInOnePass() {
    int length = 1 << 20;
    var lines = Columns.wrap("x".repeat(length), 64);
    assertEquals(length / 64, lines.size());
    assertEquals(Set.of("x".repeat(64)), Set.copyOf(lines));
  }

  @Test
  void theIndentOfALineStays() {
    assertEquals(List.of("  one", "two"), Columns.wrap("  one two", 6));
    assertEquals(List.of(""), Columns.wrap("", 10));
  }

  @Test
  void wrappingTerminatesAndLosesNothingButBlanksWhateverTheText() {
    String letters = "a b 日👩‍💻e\u0301🇩🇪 \t❤️x";
    var random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        int at = random.nextInt(letters.length());
        text.append(letters.charAt(at));
      }
      int width = 2 + random.nextInt(12);
      List<String> lines = Columns.wrap(text.toString(), width);
      assertEquals(text.toString().replace(" ", "").replace("\t", ""),
          String.join("", lines).replace(" ", "").replace("\t", ""));
      for (String line : lines) assertTrue(Columns.of(line) <= width, () -> line + " is wider than " + width);
    }
  }
}
