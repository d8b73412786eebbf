package thrum.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import thrum.protocol.failure.Broken;

/** An answer that somebody types. */
public final class TypedLine {

  private TypedLine() {}

  /**
   * The next line without blanks around it; empty at the end of the input. Read byte by byte, so that nothing
   * behind the line is taken from whoever reads next.
   */
  public static String read(InputStream in) {
    var line = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) line.write(b);
    } catch (IOException e) {
      throw new Broken("cannot read the answer", "standard input", "", e);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
