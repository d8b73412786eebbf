package thrum.protocol.failure;

import org.jspecify.annotations.Nullable;

/**
 * The caller asked for something that cannot be done; nothing was changed.
 *
 * <p>The text reaches the user and other programs as it is (02 §2.3), so it never holds a class name or a
 * secret.
 */
public final class Refused extends RuntimeException {

  /** The code of every failure inside a method (02 §2.3). */
  public static final int METHOD_FAILED = -32000;

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String text;
  private final @Nullable String data;

  public Refused(String text) {
    this(METHOD_FAILED, text, null);
  }

  public Refused(int code, String text, @Nullable String data) {
    super(text);
    this.code = code;
    this.text = text;
    this.data = data;
  }

  /** The refusal for a parameter that is missing or empty. */
  public static Refused required(String parameter) {
    return new Refused(parameter + " is required");
  }

  /** The JSON-RPC error code. */
  public int code() {
    return code;
  }

  /** What the caller is told. */
  public String text() {
    return text;
  }

  /** The {@code data} of the error answer, when it has one. */
  public @Nullable String data() {
    return data;
  }

  /** This refusal with an outer part before its text, as {@code outer: text}. */
  public Refused within(String outer) {
    var wrapped = new Refused(code, outer + ": " + text, data);
    wrapped.initCause(this);
    return wrapped;
  }
}
