package thrum.core.role;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An agent's context behind the preamble that was rendered for it: what a person writes there belongs to
 * both (03 §8.4). White space alone is nothing.
 */
public final class Overlay {

  private static final byte[] SEPARATOR = "\n---\n\n".getBytes(StandardCharsets.UTF_8);

  private Overlay() {}

  /** The text with the overlay behind it; the text itself when there is nothing to add. */
  public static byte[] append(byte[] text, byte[] overlay) {
    if (isBlank(overlay)) return text;
    var whole = new ByteArrayOutputStream(text.length + overlay.length + 8);
    whole.writeBytes(text);
    if (text.length > 0 && text[text.length - 1] != '\n') whole.write('\n');
    whole.writeBytes(SEPARATOR);
    whole.writeBytes(overlay);
    return whole.toByteArray();
  }

  /** The text without an overlay that is shown anyway, with it (ruling 30). */
  public static byte[] remove(byte[] text, byte[] overlay) {
    int start = text.length - overlay.length - SEPARATOR.length;
    if (isBlank(overlay) || start < 0) return text;
    boolean ends = Arrays.equals(text, start, start + SEPARATOR.length, SEPARATOR, 0, SEPARATOR.length)
        && Arrays.equals(text, start + SEPARATOR.length, text.length, overlay, 0, overlay.length);
    return ends ? Arrays.copyOf(text, start) : text;
  }

  private static boolean isBlank(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).isBlank();
  }
}
