package thrum.cli.context;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.context.ContextNames;
import thrum.core.role.Overlay;
import thrum.protocol.context.Content;
import thrum.protocol.context.ShowContext;

/**
 * The text of {@code context show} (01 §7): with a header for people, or raw for whoever reads it through a
 * pipe. A terminal gets even raw text with its control characters escaped: a copy may come from anybody who
 * can push the branch.
 *
 * @param bytes whether raw output is written byte by byte
 */
record ContextText(boolean raw, boolean bytes) {

  static ContextText of(Workplace place, boolean raw) {
    return new ContextText(raw, raw && !place.invocation().terminal().stdout());
  }

  void print(ShowContext.Result shown, TextOut out) {
    byte[] context = bytes(shown.content());
    // What a template was rendered with is not shown twice (ruling 30).
    byte[] preamble = Overlay.remove(bytes(shown.preamble()), context);
    if (raw) {
      raw(shown, preamble, context, out);
    } else {
      withHeader(shown, preamble, context, out);
    }
  }

  /** A content by itself. */
  void print(Content content, TextOut out) {
    put(content.bytes(), out);
  }

  private void raw(ShowContext.Result shown, byte[] preamble, byte[] context, TextOut out) {
    if (shown.hasPreamble()) {
      out.line("<!-- preamble: %s -->", shownPath(new ContextNames(shown.agentName()).preamble()));
      put(preamble, out);
      if (bytes && preamble.length > 0 && preamble[preamble.length - 1] != '\n') out.emptyLine();
      out.line("<!-- end preamble -->");
      if (shown.hasContext()) out.emptyLine();
    }
    put(context, out);
  }

  private void withHeader(ShowContext.Result shown, byte[] preamble, byte[] context, TextOut out) {
    if (!shown.hasContext() && !shown.hasPreamble()) {
      out.line("No context is saved for %s. To save one: thrum context save --file notes.md",
          shown.agentName());
      return;
    }
    out.line("# Context for %s%s", shown.agentName(), extent(shown));
    if (shown.hasPreamble()) {
      out.emptyLine();
      put(preamble, out);
    }
    if (shown.hasContext()) {
      out.emptyLine();
      put(context, out);
    }
  }

  private static String extent(ShowContext.Result shown) {
    if (!shown.hasContext() || shown.updatedAt() == null) return "";
    return " (" + shown.size() + " bytes, " + (shown.branch() == null ? "updated " + shown.updatedAt()
        : "copy on " + shown.branch() + ", committed " + shown.updatedAt()) + ")";
  }

  private void put(byte[] content, TextOut out) {
    if (bytes) {
      out.raw(content);
    } else {
      out.block(new String(content, StandardCharsets.UTF_8));
    }
  }

  private static String shownPath(String name) {
    return Path.of(".thrum", "context", name).toString();
  }

  private static byte[] bytes(@Nullable Content content) {
    return content == null ? new byte[0] : content.bytes();
  }
}
