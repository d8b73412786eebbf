package thrum.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import thrum.cli.render.Ages;
import thrum.cli.render.TextOut;
import thrum.protocol.time.LogTime;

/** What a renderer prints, at a fixed time and width. */
public final class Printed {

  /** The time at which all of it is printed. */
  public static final Instant NOW = Instant.parse("2026-05-02T10:00:00Z");

  private Printed() {}

  /** The text on a terminal of 80 columns. */
  public static String by(Consumer<TextOut> printer) {
    return by(80, printer);
  }

  public static String by(int columns, Consumer<TextOut> printer) {
    var bytes = new ByteArrayOutputStream();
    var out = new TextOut(bytes, columns, new Ages(NOW));
    printer.accept(out);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A time so many minutes before {@link #NOW}. */
  public static LogTime minutesAgo(long minutes) {
    return LogTime.of(NOW.minusSeconds(minutes * 60));
  }
}
