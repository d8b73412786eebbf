package thrum.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

  private static final List<String> KNOWN = List.of("send", "sent", "inbox", "status", "team", "overview");

  @Test
  void theNearestWordComesFirst() {
    assertEquals(List.of("send", "sent"), Suggestions.near("sned", KNOWN));
    assertEquals(List.of("inbox"), Suggestions.near("inbx", KNOWN));
    assertEquals(List.of("overview"), Suggestions.near("over", KNOWN));
  }

  @Test
  void nothingIsSuggestedForSomethingElse() {
    assertEquals(List.of(), Suggestions.near("frobnicate", KNOWN));
    assertEquals(List.of(), Suggestions.near("x", KNOWN));
  }

  @Test
  void swappedLettersCountAsOneMistake() {
    assertEquals(1, Suggestions.distance("sned", "send"));
    assertEquals(3, Suggestions.distance("kitten", "sitting"));
  }
}
