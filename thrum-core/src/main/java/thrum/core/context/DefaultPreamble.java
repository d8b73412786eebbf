package thrum.core.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The preamble of an agent that nobody has written one for (03 §8.3, ruling 29). */
public final class DefaultPreamble {

  private DefaultPreamble() {}

  public static byte[] bytes() {
    try (InputStream text = DefaultPreamble.class.getResourceAsStream("default-preamble.md")) {
      if (text == null) {
        throw new IllegalStateException("the program lacks its default preamble");
      }
      return text.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the default preamble", e);
    }
  }
}
