package thrum.core.role;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import thrum.protocol.failure.Refused;

/** How much an agent decides by itself (05 §6.4). */
public enum Variant {
  /** It acts on instruction, and asks before each wider step. */
  STRICT,
  /** It picks up work itself, within limits that its template states. */
  AUTONOMOUS;

  /** As it is typed and printed. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The variant that was typed.
   *
   * @throws Refused there is none of that name
   */
  public static Variant of(String text) {
    return Arrays.stream(values())
        .filter(variant -> variant.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new Refused("'" + text + "' is no variant; there are strict and autonomous"));
  }
}
