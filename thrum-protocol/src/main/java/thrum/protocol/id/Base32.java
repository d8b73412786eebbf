package thrum.protocol.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Crockford's base 32: most significant bit first, the last group padded with zeros, no {@code =} (03 §2.2).
 */
public final class Base32 {

  static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int BITS = 5;

  private Base32() {}

  public static String encode(byte[] bytes) {
    var text = new StringBuilder((bytes.length * 8 + BITS - 1) / BITS);
    int buffer = 0;
    int held = 0;
    for (byte b : bytes) {
      buffer = (buffer << 8) | (b & 0xFF);
      held += 8;
      while (held >= BITS) {
        held -= BITS;
        text.append(ALPHABET.charAt((buffer >> held) & 31));
      }
      buffer &= (1 << held) - 1;
    }
    if (held > 0) {
      text.append(ALPHABET.charAt((buffer << (BITS - held)) & 31));
    }
    return text.toString();
  }

  /** The first characters of the encoded SHA-256 of a text's UTF-8 bytes; at most 52. */
  static String hash(String text, int length) {
    return encode(sha256(text)).substring(0, length);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The value of a character in either case; −1 when it is not in the alphabet. */
  static int valueOf(char c) {
    return c < 0x80 ? ALPHABET.indexOf(Character.toUpperCase(c)) : -1;
  }
}
