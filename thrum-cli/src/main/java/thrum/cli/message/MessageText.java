package thrum.cli.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import thrum.cli.Invocation;
import thrum.cli.command.Workplace;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/**
 * Where the text of a message comes from: an argument, standard input or a file (ruling 22). Exactly one of
 * them; the text is valid UTF-8, not empty, and without NUL.
 */
final class MessageText {

  private static final String STDIN = "-";
  /** What the JVM makes of bytes in an argument that it cannot decode. */
  private static final char UNDECODABLE = '\uFFFD';
  /** More than any line that a repository can be set to accept. */
  private static final int MOST_BYTES = 2 << 20;

  @Option(names = "--stdin", order = 80,
      description = "Read the text from standard input, like a MESSAGE of \"-\".") boolean stdin;

  @Option(names = "--body-file", order = 81, paramLabel = "FILE", description = "Read the text from a file.")
  @Nullable String file;

  /**
   * The text.
   *
   * @param argument what stood on the command line; null when nothing did
   */
  String read(@Nullable String argument, Workplace place) {
    boolean fromStdin = stdin || (STDIN.equals(argument) && file == null);
    int sources = (argument != null && !(STDIN.equals(argument) && stdin) ? 1 : 0) + (stdin ? 1 : 0)
        + (file != null ? 1 : 0);
    if (sources > 1) {
      throw new Refused("the text comes from one place: an argument, --stdin, or --body-file");
    }
    if (fromStdin) return withoutLastLineEnd(checked(stdin(place.invocation()), "standard input"));
    if (file != null) return withoutLastLineEnd(checked(file(file, place), file));
    if (argument == null) {
      throw new Refused("there is no text: give it as an argument, with --stdin, or with --body-file FILE");
    }
    if (argument.indexOf(UNDECODABLE) >= 0 || hasLoneSurrogate(argument)) {
      throw new Refused("the message is not valid UTF-8; a text with U+FFFD itself can come by --stdin");
    }
    return checked(argument.getBytes(StandardCharsets.UTF_8), "the message");
  }

  private static byte[] stdin(Invocation invocation) {
    try {
      return invocation.in().readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw new Broken("cannot read standard input", "", "", e);
    }
  }

  private static byte[] file(String named, Workplace place) {
    Path path = place.invocation().path(named);
    try (var in = place.open(path)) {
      return in.readNBytes(MOST_BYTES);
    } catch (NoSuchFileException e) {
      throw new Refused("there is no file " + path);
    } catch (IOException e) {
      throw new Broken("cannot read the text of the message", path.toString(), "", e);
    }
  }

  private static String checked(byte[] bytes, String source) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused(source + " is not valid UTF-8");
    }
    if (text.indexOf('\0') >= 0) throw new Refused(source + " holds a NUL character");
    if (text.isBlank()) throw new Refused(source + " is empty");
    return text;
  }

  /** The one that an editor or echo adds is no part of what was said. */
  private static String withoutLastLineEnd(String text) {
    if (text.endsWith("\r\n")) return text.substring(0, text.length() - 2);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
