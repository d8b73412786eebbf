package thrum.protocol.failure;

import org.jspecify.annotations.Nullable;

/** Something that should work did not: a file, the database, the machine. Not the caller's fault. */
public final class Broken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String on;
  private final String remedy;

  /**
   * @param what what failed, as {@code cannot append to the log}
   * @param on the file or thing that it failed on; may be empty
   * @param remedy what the user can do; may be empty
   * @param cause the failure below, when there is one
   */
  public Broken(String what, String on, String remedy, @Nullable Throwable cause) {
    super(sentence(what, on, remedy, cause), cause);
    this.what = what;
    this.on = on;
    this.remedy = remedy;
  }

  public Broken(String what, String on, String remedy) {
    this(what, on, remedy, null);
  }

  public String what() {
    return what;
  }

  public String on() {
    return on;
  }

  public String remedy() {
    return remedy;
  }

  private static String sentence(String what, String on, String remedy, @Nullable Throwable cause) {
    var text = new StringBuilder(what);
    if (!on.isEmpty()) {
      text.append(": ").append(on);
    }
    var reason = cause == null ? null : cause.getMessage();
    if (reason != null && !reason.isEmpty()) {
      text.append(": ").append(reason);
    }
    if (!remedy.isEmpty()) {
      text.append("; ").append(remedy);
    }
    return text.toString();
  }
}
