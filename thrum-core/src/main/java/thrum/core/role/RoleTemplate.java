package thrum.core.role;

import java.io.ByteArrayOutputStream;
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

  /**
   * The text for one agent; bytes that are no place to be filled in stay as they are.
   *
   * @throws Refused naming file and line: a place is unknown or has no end; or the file is none or is gone
   */
  public byte[] render(Map<Placeholder, String> values) {
    // One character for each byte: what is not valid UTF-8 gets through unchanged.
    String text = new String(read(), StandardCharsets.ISO_8859_1);
    var rendered = new ByteArrayOutputStream(text.length() + 256);
    int from = 0;
    for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
      rendered.writeBytes(latin(text.substring(from, at)));
      int end = text.indexOf(CLOSE, at);
      int lineEnd = text.indexOf('\n', at);
      if (end < 0 || (lineEnd >= 0 && lineEnd < end)) {
        throw refused(text, at, "{{ has no }} on its line");
      }
      rendered.writeBytes(value(text, at, end, values).getBytes(StandardCharsets.UTF_8));
      from = end + CLOSE.length();
    }
    rendered.writeBytes(latin(text.substring(from)));
    return rendered.toByteArray();
  }

  private String value(String text, int at, int end, Map<Placeholder, String> values) {
    Matcher name = NAME.matcher(text.substring(at + OPEN.length(), end));
    var placeholder = name.matches() ? Placeholder.of(name.group(1)) : Optional.<Placeholder>empty();
    if (placeholder.isEmpty()) {
      String written = new String(latin(text.substring(at, end + CLOSE.length())), StandardCharsets.UTF_8);
      throw refused(text, at, "unknown placeholder " + written + "; there are " + Placeholder.all());
    }
    return values.getOrDefault(placeholder.get(), "");
  }

  private byte[] read() {
    return new PlainFile("role template", file).read()
        .orElseThrow(() -> new Refused("there is no role template " + file))
        .bytes();
  }

  private Refused refused(String text, int at, String why) {
    long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    return new Refused(file + ":" + line + ": " + why);
  }

  private static byte[] latin(String part) {
    return part.getBytes(StandardCharsets.ISO_8859_1);
  }
}
