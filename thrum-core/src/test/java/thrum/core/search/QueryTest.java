package thrum.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.failure.Refused;

/** What a query means, whatever is typed. */
class QueryTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "token refresh|\"token\" \"refresh\"",
    "\"token refresh\" now|\"token refresh\" \"now\"",
    "refresh_token|\"refresh token\"",
    "refr*|\"refr\"*",
    "\"token refr\"* x|\"token refr\"* \"x\"",
    "token token TOKEN|\"token\"",
    "a AND b OR NOT c NEAR(d)|\"a\" \"and\" \"b\" \"or\" \"not\" \"c\" \"near d\"",
    "body:secret|\"body secret\"",
    "\"half a quote|\"half\" \"a\" \"quote\"",
    "a\"b c\"d|\"a\" \"b c\" \"d\"",
    "-token ^x {y}|\"token\" \"x\" \"y\"",
    "検索|\"検 索\""})
  void readsWordsPhrasesAndBeginnings(String typed, String match) {
    assertEquals(match, Query.parse(typed).match().strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t\n", "*", "\"\"", "()", "\0", "« »", "-- ' ; \\"})
  void withoutAWordThereIsNothingToSearchFor(String typed) {
    var refused = assertThrows(Refused.class, () -> Query.parse(typed));
    assertTrue(refused.text().startsWith("query is required") || refused.text().contains("no word"));
  }

  @Test
  void tooMuchIsRefusedWithTheLimit() {
    assertTrue(assertThrows(Refused.class, () -> Query.parse("x".repeat(100_000))).text().contains("2000"));
    assertTrue(assertThrows(Refused.class, () -> Query.parse("a1 b2 c3 d4 ".repeat(1) + numbers(40))).text()
        .contains("44 words"));
  }

  private static String numbers(int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append('n').append(i).append(' ');
    }
    return text.toString();
  }
}
