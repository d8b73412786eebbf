package thrum.cli.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.Workplace;
import thrum.core.context.PlainFile;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/** Bytes that the user hands over, in a file or on standard input: all of them as they are, up to a limit. */
public final class GivenContent {

  private static final String STDIN = "-";

  private GivenContent() {}

  /** @param named a path, or {@code -} or null for standard input */
  static byte[] read(@Nullable String named, Workplace place) {
    return named == null || named.equals(STDIN) ? stdin(place) : file(named, place);
  }

  /** The content of a file. */
  public static byte[] file(String named, Workplace place) {
    Path path = place.invocation().path(named);
    try (var in = place.open(path)) {
      return all(in, path.toString());
    } catch (NoSuchFileException e) {
      throw new Refused("there is no file " + path + "; nothing was changed");
    } catch (IOException e) {
      throw new Broken("cannot read the file", path.toString(), "nothing was changed", e);
    }
  }

  private static byte[] stdin(Workplace place) {
    if (place.invocation().terminal().stdin()) {
      place.hint("Reading from the terminal; Ctrl-D at the beginning of a line ends the text.");
      place.err().flush();
    }
    try {
      return all(place.invocation().in(), "standard input");
    } catch (IOException e) {
      throw new Broken("cannot read standard input", "", "nothing was changed", e);
    }
  }

  private static byte[] all(InputStream in, String source) throws IOException {
    byte[] bytes = in.readNBytes(PlainFile.LARGEST + 1);
    if (bytes.length > PlainFile.LARGEST) {
      throw new Refused(source + " has more than " + PlainFile.LARGEST
          + " bytes (4 MiB), the most that is kept; nothing was changed");
    }
    return bytes;
  }
}
