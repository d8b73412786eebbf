package thrum.protocol.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The canonical form of 03 §3.2. */
class CanonicalJsonTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Test
  void membersAreSortedAtEveryLevelAndArraysKeepTheirOrder() {
    assertEquals("{\"A\":[{\"a\":[],\"b\":{}},3,1],\"a\":null,\"b\":{\"x\":true,\"y\":false}}",
        canonical(" {\"b\" : {\"y\":false,\"x\":true}, \"a\":null, \"A\":[{\"b\":{},\"a\":[]},3,1]}"));
  }

  @Test
  void namesAreSortedByBytesAndNotByUtf16Units() {
    assertEquals("{\"z\":1,\"é\":2,\"\uFFFD\":3,\"\uD83D\uDE00\":4}",
        canonical("{\"\uD83D\uDE00\":4,\"\uFFFD\":3,\"é\":2,\"z\":1}"));
  }

  @Test
  void ofNamesThatAreWrittenAlikeTheLastCounts() {
    var object = NODES.objectNode().put("\uD800", 1).put("a", 2).put("\uFFFD", 3).put("\uDC00", 4);
    assertEquals("{\"a\":2,\"\uFFFD\":4}", CanonicalJson.text(object));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
      "                | \\"
      \\               | \\\\
      /                | /
      <>&              | \\u003c\\u003e\\u0026
      'é€              | 'é€
      """)
  void charactersAreEscapedOrWrittenRaw(String text, String written) {
    assertEquals('"' + written + '"', CanonicalJson.text(NODES.stringNode(text)));
  }

  @Test
  void controlCharactersAndSeparatorsAreEscaped() {
    assertEquals("\"\\n\\r\\t\\b\\f\\u0000\\u0001\\u000b\\u001f\u007f\\u2028\\u2029\u0085\"",
        CanonicalJson.text(NODES.stringNode("\n\r\t\b\f\u0000\u0001\u000b\u001f\u007f\u2028\u2029\u0085")));
  }

  @Test
  void aPairStaysAndALoneSurrogateIsReplaced() {
    assertEquals("\"\uD83D\uDE00\uFFFD\uFFFDx\uFFFD\"",
        CanonicalJson.text(NODES.stringNode("\uD83D\uDE00\uDE00\uD83Dx\uD800")));
  }

  @Test
  void escapesOfLoneSurrogatesAreReplacedWhenReading() {
    assertEquals("\uFFFD", Json.read("\"\\ud800\"").stringValue());
    assertEquals("\uFFFD", Json.read("\"\\uDC00\"").stringValue());
    assertEquals("\uFFFD\uFFFDA", Json.read("\"\\ud800\\uD800\\u0041\"").stringValue());
    assertEquals("\uD83D\uDE00", Json.read("\"\\ud83d\\uDE00\"").stringValue());
    assertEquals("\uFFFD\uD83D\uDE00", Json.read("\"\\ud83d\\ud83d\\ude00\"").stringValue());
    assertEquals("\\ud800", Json.read("\"\\\\ud800\"").stringValue());
    assertEquals("\\\uFFFD", Json.read("\"\\\\\\ud800\"").stringValue());
    assertEquals("{\"\uFFFD\":1}", canonical("{\"\\udfff\":1}"));
  }

  @Test
  void invalidUtf8IsReplacedWhenReading() {
    byte[] bytes = {'"', 'a', (byte) 0xFF, 'b', (byte) 0xC3, '"'};
    assertEquals("a\uFFFDb\uFFFD", Json.read(bytes).stringValue());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-0,0", "-0.0,0", "1,1", "-17,-17", "1.0,1", "1.50,1.5", "100,100", "1e2,100",
    "1E+2,100",
    "0.1,0.1", "0.000001,0.000001", "0.0000015,0.0000015", "0.0000001,1e-7", "1.25e-10,1.25e-10",
    "100000000000000000000.0,100000000000000000000", "1e20,100000000000000000000", "1e21,1e+21",
    "-1.5e21,-1.5e+21",
    "1000000000000000000000,1000000000000000000000", "9007199254740993,9007199254740993",
    "9223372036854775807,9223372036854775807", "18446744073709551615,18446744073709551615",
    "123456789012345678901234567890,123456789012345678901234567890",
    "12345678901234567890.125,12345678901234567890.125", "1e400,1e+400", "1e-400,1e-400",
    "0.30000000000000004,0.30000000000000004", "1e2147483,1e+2147483"})
  void aNumberKeepsItsValueInOneForm(String read, String written) {
    assertEquals(written, canonical(read));
    assertEquals(written, canonical(written));
  }

  @Test
  void binaryNumbersAreWrittenInTheirShortestForm() {
    assertEquals("0.1", CanonicalJson.text(NODES.numberNode(0.1)));
    assertEquals("1e+21", CanonicalJson.text(NODES.numberNode(1e21)));
    assertEquals("100", CanonicalJson.text(NODES.numberNode(100.0)));
    assertEquals("0.1", CanonicalJson.text(NODES.numberNode(0.1f)));
    assertEquals("0", CanonicalJson.text(NODES.numberNode(-0.0)));
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.text(NODES.numberNode(Double.NaN)));
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.text(NODES.missingNode()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}x", "{", "", " ", "{\"a\":}", "{'a':1}", "[1,]", "NaN", "01", "+1",
    ".5", "1.",
    "\"\n\"", "// x\n1", "{\"a\":1e99999999999}", "\uFEFF{}", "tru", "\"\\x\""})
  void whatIsNotOneDocumentIsRefused(String text) {
    assertThrows(JacksonException.class, () -> Json.read(text));
  }

  @Test
  void indentedJsonIsForPeople() {
    assertEquals("""
        {
          "a": [
            1,
            {
              "b": "<é>"
            }
          ],
          "c": [],
          "d": {},
          "e": null
        }""", Json.indented(Json.read("{\"a\":[1,{\"b\":\"<é>\"}],\"c\":[],\"d\":{},\"e\":null}")));
  }

  @Test
  void randomValuesSurviveAndTheirTextIsStable() {
    for (long seed = 0; seed < 2000; seed++) {
      var random = new Random(seed);
      var value = randomValue(random, 5);
      var text = CanonicalJson.text(value);
      var again = Json.read(text);
      assertEquals(text, CanonicalJson.text(again), "seed " + seed);
      assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), CanonicalJson.bytes(again), "seed " + seed);
      assertEquals(text, CanonicalJson.text(Json.read(Json.MAPPER.writeValueAsString(again))),
          "seed " + seed);
    }
  }

  private static JsonNode randomValue(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
      case 3 -> NODES.numberNode(
          new BigDecimal(new BigInteger(80, random), random.nextInt(60) - 30));
      case 4, 5 -> NODES.stringNode(randomText(random));
      case 6 -> {
        var array = NODES.arrayNode();
        random.ints(random.nextInt(5)).forEach(ignored -> array.add(randomValue(random, depth - 1)));
        yield array;
      }
      default -> {
        var object = NODES.objectNode();
        random.ints(random.nextInt(5))
            .forEach(ignored -> object.set(randomText(random), randomValue(random, depth - 1)));
        yield object;
      }
    };
  }

  private static String randomText(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(switch (random.nextInt(4)) {
        case 0 -> (char) random.nextInt(0x80);
        case 1 -> (char) random.nextInt(0x10000);
        case 2 -> "<>&\"\\\u2028\u2029".charAt(random.nextInt(7));
        default -> (char) ('a' + random.nextInt(26));
      });
    }
    return text.toString();
  }

  private static String canonical(String json) {
    return CanonicalJson.text(Json.read(json));
  }
}
