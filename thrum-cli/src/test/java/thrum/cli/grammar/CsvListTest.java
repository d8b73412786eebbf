package thrum.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class CsvListTest {

  @Test
  void valuesAreSplitAtCommas() {
    assertEquals(List.of("a", "b", "", "c"), CsvList.of("a,b,,c").values());
    assertEquals(List.of(), CsvList.of("").values());
  }

  @Test
  void quotesKeepCommasAndDoubledQuotes() {
    assertEquals(List.of("a", "b,c", "say \"x\"", ""), CsvList.of("a,\"b,c\",\"say \"\"x\"\"\",").values());
  }

  @Test
  void brokenQuotesAreRefused() {
    for (String broken : List.of("\"a", "a\"b", "\"a\"b")) {
      assertThrows(TypeConversionException.class, () -> CsvList.of(broken), broken);
    }
  }

  @Test
  void usesOfARepeatedFlagAreJoined() {
    assertEquals(List.of("a", "b", "c"), CsvList.flat(List.of(CsvList.of("a,b"), CsvList.of("c"))));
  }
}
