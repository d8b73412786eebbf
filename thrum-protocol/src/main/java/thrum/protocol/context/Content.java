package thrum.protocol.context;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;

/**
 * The bytes of a file on their way: standard padded base64, so that they arrive as they are, whatever they
 * are.
 */
public record Content(@JsonValue String base64) {

  /** No byte at all. */
  public static final Content EMPTY = new Content("");

  public static Content of(byte[] bytes) {
    return new Content(new String(Base64.getEncoder().encode(bytes), StandardCharsets.ISO_8859_1));
  }

  /** The content of a JSON text; null for null. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static @Nullable Content fromText(@Nullable String text) {
    return text == null ? null : new Content(text);
  }

  /**
   * The bytes.
   *
   * @throws Refused the text is not base64
   */
  public byte[] bytes() {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      var refused = new Refused("content is not base64: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }
}
