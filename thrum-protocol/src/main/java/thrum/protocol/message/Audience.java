package thrum.protocol.message;

import thrum.protocol.json.Present;

/**
 * Whom a message is for: {@code agent}, {@code role}, {@code group}, {@code broadcast}, or {@code mention}
 * when read back (01 §1.11).
 */
public record Audience(String type, String value) {

  public Audience {
    type = Present.text(type);
    value = Present.text(value);
  }
}
