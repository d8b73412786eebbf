package thrum.core.role;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import thrum.core.context.PlainFile;
import thrum.protocol.failure.Refused;

/**
 * The preamble of a role, with places that are filled in for each agent (05 §6.4).
 *
 * @param role as the file is named
 */
public record RoleTemplate(String role, Path file) {

  private static final Pattern NAME = Pattern.compile("[ \\t]*\\.([A-Za-z]+)[ \\t]*");
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  static PlainFile file(Path path) {
    return new PlainFile("role template", path);
  }

  /**
   * The file as it is.
   *
   * @throws Refused it is no file, too large, or gone
   */
  public byte[] bytes() {
    return file(file).read().orElseThrow(() -> new Refused("there is no role template " + file)).bytes();
  }

  /**
   * The text for one agent; whatever is no place to be filled in stays as it is.
   *
   * @throws Refused naming file and line: a place is unknown or has no end, or the text is not UTF-8; or as
   * {@link #bytes}
   */
  public byte[] render(Map<Placeholder, String> values) {
    String text = text();
    var rendered = new StringBuilder(text.length() + 256);
    int from = 0;
    for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
      rendered.append(text, from, at);
      int end = text.indexOf(CLOSE, at);
      int lineEnd = text.indexOf('\n', at);
      if (end < 0 || (lineEnd >= 0 && lineEnd < end)) {
        throw refused(lineOf(text, at), "{{ has no }} on its line");
      }
      rendered.append(value(text, at, end, values));
      from = end + CLOSE.length();
    }
    return rendered.append(text, from, text.length()).toString().getBytes(StandardCharsets.UTF_8);
  }

  private String value(String text, int at, int end, Map<Placeholder, String> values) {
    Matcher name = NAME.matcher(text.substring(at + OPEN.length(), end));
    var placeholder = name.matches() ? Placeholder.of(name.group(1)) : Optional.<Placeholder>empty();
    if (placeholder.isEmpty()) {
      String written = text.substring(at, end + CLOSE.length());
      throw refused(lineOf(text, at), "unknown placeholder " + written + "; there are " + Placeholder.all());
    }
    return values.getOrDefault(placeholder.get(), "");
  }

  private String text() {
    var bytes = ByteBuffer.wrap(bytes());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      // The decoder stops at the first byte that is wrong.
      String before = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      throw refused(lineOf(before, before.length()), "not UTF-8; save the file in that encoding");
    }
  }

  private Refused refused(long line, String why) {
    return new Refused(file + ":" + line + ": " + why);
  }

  private static long lineOf(String text, int at) {
    return text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }
}
