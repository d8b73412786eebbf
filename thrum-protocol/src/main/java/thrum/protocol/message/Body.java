package thrum.protocol.message;

import org.jspecify.annotations.Nullable;
import thrum.protocol.json.CanonicalJson;
import thrum.protocol.json.Present;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a message says.
 *
 * @param format {@code markdown}, {@code plain} or {@code json}; never checked against the content
 * @param structured canonical JSON text (ruling 33); null when there is none
 */
public record Body(String format, String content, @Nullable String structured) {

  public static final String MARKDOWN = "markdown";

  public Body {
    format = Present.textOr(format, MARKDOWN);
    content = Present.text(content);
    structured = Present.optional(structured);
  }

  /** The body of a request; its structured part becomes canonical text. */
  public static Body of(String format, String content, @Nullable ObjectNode structured) {
    return new Body(format, content, structured == null ? null : CanonicalJson.text(structured));
  }
}
