package thrum.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How well a text fits, and what of it is shown. */
class FitTest {

  @Test
  void everyPhraseHasToOccur() {
    assertTrue(Fit.of(Query.parse("token cache"), "The cache holds a token").isPresent());
    assertFalse(Fit.of(Query.parse("\"token cache\""), "The cache holds a token").isPresent());
    assertFalse(Fit.of(Query.parse("token caches"), "The cache holds a token").isPresent());
    assertTrue(Fit.of(Query.parse("tok* cach*"), "The cache holds a token").isPresent());
  }

  @Test
  void moreOftenCloserAndShorterIsBetter() {
    var query = Query.parse("token cache");
    double usual = score(query, "the token and then, much later, some cache");
    assertTrue(score(query, "the token cache and then, much later, some") > usual);
    assertTrue(score(query, "the token and then, token later, some cache") > usual);
    assertTrue(score(query, "the token and then, much later, some cache" + " and more".repeat(30)) < usual);
    assertTrue(usual >= Fit.atLeast(2, 8) - 0.0001);
  }

  @Test
  void hitsAreMarkedAsTheyStandInTheText() {
    assertEquals("Die «Übersicht» ist «fertig».", excerpt("ubersicht fertig", "Die Übersicht ist fertig."));
    assertEquals("«検索»を追加", excerpt("検索", "検索を追加"));
    assertEquals("see «refresh_token» «refresh»ing",
        excerpt("refresh_token refresh*", "see refresh_token refreshing")
            .replace("«refreshing»", "«refresh»ing"));
  }

  @Test
  void ofALongTextThePartIsShownWhereTheWordsMeet() {
    var text = "token " + "blah ".repeat(100) + "here a token\nmeets\tits   cache " + "tail ".repeat(100);
    var excerpt = excerpt("cache token", text);
    assertTrue(excerpt.startsWith("…") && excerpt.endsWith("…"), excerpt);
    assertTrue(excerpt.contains("here a «token» meets its «cache» tail"), excerpt);
    assertTrue(excerpt.length() < 200, excerpt);
  }

  @Test
  void noCharacterIsCutInTwo() {
    var family = "👨‍👩‍👧";
    for (int pad = 0; pad < 40; pad++) {
      var excerpt = excerpt("token", family.repeat(30) + "x".repeat(pad) + " token " + "y".repeat(pad)
          + family.repeat(40));
      assertTrue(excerpt.replace(family, "").replaceAll("[xy …«»]", "").equals("token"), excerpt);
    }
  }

  @Test
  void aHitLongerThanTheExcerptIsShownInPart() {
    var excerpt = excerpt("\"" + "go ".repeat(30).strip() + "\"", "go, ".repeat(3000));
    assertTrue(excerpt.startsWith("«go"), excerpt);
    assertTrue(excerpt.length() < 600, excerpt);
  }

  @Test
  void ofAWordThatIsEverywhereFewHitsAreKept() {
    var query = Query.parse("a \"a a\" \"a a a\" a* \"a a*\"");
    var fit = Fit.of(query, "a ".repeat(31_000)).orElseThrow();
    assertTrue(fit.hits().size() <= 5 * PhraseHits.KEPT, "" + fit.hits().size());
    assertTrue(fit.excerpt().startsWith("«a"), fit.excerpt());
    assertTrue(score(query, "a ".repeat(500)) > score(query, "b ".repeat(400) + "a ".repeat(100)));
  }

  @Test
  void whatStandsFarBehindInALongTextIsFoundAsWell() {
    var text = "filler ".repeat(20_000) + "token cache " + "filler ".repeat(20_000);
    assertTrue(excerpt("cache", text).contains("token «cache» filler"));
    assertTrue(Fit.score(Query.parse("cache"), text).isEmpty());
  }

  @Test
  void theBeginningOfALongTextScoresWhatTheTextDoes() {
    var query = Query.parse("token fil*");
    for (int shift = 0; shift < 8; shift++) {
      var text = "x".repeat(shift) + " token " + "filler token ".repeat(12_000);
      assertEquals(score(query, text),
          Fit.score(query, text.substring(0, Fit.WEIGHED + 1)).orElseThrow());
    }
  }

  private static double score(Query query, String text) {
    return Fit.of(query, text).orElseThrow().score();
  }

  private static String excerpt(String query, String text) {
    return Fit.of(Query.parse(query), text).orElseThrow().excerpt();
  }
}
