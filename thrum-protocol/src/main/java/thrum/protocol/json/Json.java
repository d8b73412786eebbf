package thrum.protocol.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The one way JSON is bound to records.
 *
 * <p>Names are snake case, members come in the order of the record's components, nulls are left out, unknown
 * members
 * are ignored, numbers keep every digit, and a value of another type than the component's is an error and
 * never
 * converted.
 */
public final class Json {

  /** Deeper nesting is refused: readers and writers recurse. */
  public static final int MAX_DEPTH = 256;

  /** Characters of the longest text or document: more than any line that is read (02 §2.2, 03 §4.4). */
  public static final int MAX_TEXT = 32 * 1024 * 1024;

  /** Digits of the longest number. */
  public static final int MAX_DIGITS = 1000;

  public static final JsonMapper MAPPER = mapper();

  private Json() {}

  /**
   * Reads one document. Invalid UTF-8 and escapes of lone surrogates become U+FFFD (03 §3.2(3)); of members
   * with the
   * same name the last one counts.
   *
   * @throws JacksonException when it is not one whole JSON document within the bounds above
   */
  public static JsonNode read(byte[] utf8) {
    return read(new String(utf8, StandardCharsets.UTF_8));
  }

  /** As {@link #read(byte[])}. */
  public static JsonNode read(String text) {
    try {
      var document = MAPPER.readTree(LoneSurrogates.replaceEscapes(text));
      if (document.isMissingNode()) {
        throw new StreamReadException(null, "empty line");
      }
      return document;
    } catch (NumberFormatException e) {
      // Jackson's own answer to an exponent of more digits than it can count
      throw new StreamReadException(null, "a number out of range", e);
    }
  }

  /**
   * The document that {@code --json} prints: two spaces per level, {@code []} and {@code {}} when empty (01
   * §1.8).
   */
  public static String indented(Object value) {
    return IndentedJson.text(MAPPER.valueToTree(value));
  }

  private static JsonMapper mapper() {
    var constraints = StreamReadConstraints.builder()
        .maxNestingDepth(MAX_DEPTH)
        .maxStringLength(MAX_TEXT)
        .maxDocumentLength(MAX_TEXT)
        .maxNumberLength(MAX_DIGITS)
        .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .changeDefaultPropertyInclusion(ignored -> JsonInclude.Value
            .construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.SORT_CREATOR_PROPERTIES_FIRST,
            MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .withCoercionConfig(LogicalType.Textual,
            text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .build();
  }
}
