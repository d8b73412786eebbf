package thrum.core.config;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import tools.jackson.databind.JsonNode;

/**
 * One setting (03 §7.1).
 *
 * @param name as people write it: members of the file joined by dots
 * @param fallback its value when nothing says otherwise
 * @param variable environment variable that overrides the file; null when there is none
 * @param effect when a change is noticed
 */
public record ConfigKey<T>(String name, ConfigType<T> type, T fallback, @Nullable String variable,
    Effect effect) {

  /** When a running daemon notices a change. */
  public enum Effect {
    /** With its next use. */
    NOW,
    /** When it starts. */
    RESTART
  }

  /** Where the value comes from. */
  public enum Source {
    FILE, ENV, DEFAULT
  }

  /**
   * The value that a person typed.
   *
   * @throws Refused it does not fit; the text says what would
   */
  public T parse(String text) {
    var value = type.fromText().read(text);
    if (value == null) {
      throw new Refused(name + " must be " + type.expected() + ", not '" + text + "'");
    }
    return value;
  }

  /** The value of the file; null when it does not fit. */
  @Nullable
  T read(JsonNode node) {
    return type.fromJson().read(node);
  }

  /** How the value stands in the file and in answers. */
  public JsonNode json(T value) {
    return type.toJson().write(value);
  }

  /** How to end the sentence "… must be". */
  String expected() {
    return type.expected();
  }

  /** The members of the file that lead to the value. */
  String[] path() {
    return name.split("\\.");
  }
}
