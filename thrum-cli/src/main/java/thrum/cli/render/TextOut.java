package thrum.cli.render;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Lines of text on one of the command's streams, as UTF-8 whatever the locale. Everything that goes through
 * {@link #line} is made printable; nothing reaches the stream before {@link #flush}.
 */
public final class TextOut {

  private final OutputStream sink;
  private final int columns;
  private final Ages ages;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(1024);

  /**
   * @param columns width of the terminal, for whoever cuts or wraps
   * @param ages tells times as seen from now
   */
  public TextOut(OutputStream sink, int columns, Ages ages) {
    this.sink = sink;
    this.columns = columns;
    this.ages = ages;
  }

  /** Width of the terminal in columns. */
  public int columns() {
    return columns;
  }

  /** How times are told in this output. */
  public Ages ages() {
    return ages;
  }

  /** One line; each {@code %s} stands for the next value. */
  public TextOut line(String template, Object... values) {
    return raw(Printable.line(values.length == 0 ? template : filled(template, values)) + "\n");
  }

  public TextOut emptyLine() {
    return raw("\n");
  }

  /** A text of several lines, each made printable. */
  public TextOut block(String text) {
    for (String line : Printable.lines(text)) line(line);
    return this;
  }

  /** A label padded to a common width, and its value. */
  public TextOut field(String label, int width, Object value) {
    return line(Columns.left(label, width) + value);
  }

  /** Bytes as they are: only for text that this program made itself. */
  public TextOut raw(String text) {
    pending.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Bytes of somebody else, exactly: only where they do not go to a terminal. */
  public TextOut raw(byte[] bytes) {
    pending.writeBytes(bytes);
    return this;
  }

  /** Hands everything over to the stream. */
  public TextOut flush() {
    try {
      pending.writeTo(sink);
      sink.flush();
      pending.reset();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the output: " + e.getMessage(), e);
    }
  }

  /** {@code String.format} loads half of the locale machinery; this needs only {@code %s}. */
  static String filled(String template, Object... values) {
    var out = new StringBuilder(template.length() + 32);
    int from = 0;
    for (Object value : values) {
      int at = template.indexOf("%s", from);
      if (at < 0) throw new IllegalArgumentException("more values than places in: " + template);
      out.append(template, from, at).append(value);
      from = at + 2;
    }
    return out.append(template, from, template.length()).toString();
  }
}
