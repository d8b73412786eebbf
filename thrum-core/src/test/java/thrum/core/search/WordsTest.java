package thrum.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a word, and what as the same word. */
class WordsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "Ready for review.|ready for review",
    "refresh_token in src/Auth.java:42|refresh token in src auth java 42",
    "Übersicht, ÉCOLE, naïve|ubersicht ecole naive",
    "ﬁnal ①|final 1",
    "検索を追加|検 索 を 追 加",
    "データ ｶﾅ|デ ー タ カ ナ",
    "검색 기능|검 색 기 능",
    "สวัสดี|ส ว ั ส ด ี",
    "нёс Ёж|нес еж",
    "done 🚀 now ✔️|done 🚀 now ✔",
    "हिन्दी|हिन्दी"})
  void foldsAndCuts(String text, String words) {
    assertEquals(words, Words.indexed(Words.of(text)).strip());
  }

  @Test
  void signsAndControlCharactersAreNoWords() {
    assertEquals(List.of(), Words.of("\0 … \u001b[ «» -- \ud800 \u00a0 *\"'()"));
  }

  @Test
  void ofAVeryLongWordTheBeginningCounts() {
    var words = Words.of("a".repeat(60_000));
    assertEquals(1, words.size());
    assertEquals(64, words.getFirst().folded().length());
  }

  @Test
  void anyTextIsCutIntoPlacesOfItsOwnInOrder() {
    var random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
      }
      int end = 0;
      for (var word : Words.of(text.toString())) {
        assertTrue(word.start() >= end && word.end() > word.start() && word.end() <= text.length());
        assertTrue(word.folded().chars().noneMatch(c -> c <= ' ' || c == '"'), word.folded());
        end = word.end();
      }
    }
  }
}
