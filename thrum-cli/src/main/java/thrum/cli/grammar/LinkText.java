package thrum.cli.grammar;

import java.util.ArrayList;
import java.util.List;
import thrum.protocol.failure.Refused;
import thrum.protocol.message.Link;

/** Scopes and refs as they are typed: {@code type:value}, split at the first colon (01 §5.1). */
public final class LinkText {

  private LinkText() {}

  /**
   * One of them.
   *
   * @param flag the flag that the text was given with, for the refusal
   */
  public static Link parse(String flag, String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw new Refused(flag + ": '" + text + "' is not of the form type:value");
    }
    return new Link(text.substring(0, colon), text.substring(colon + 1));
  }

  /** All values of a list flag. */
  public static List<Link> parse(String flag, List<CsvList> uses) {
    var links = new ArrayList<Link>();
    for (String text : CsvList.flat(uses)) links.add(parse(flag, text));
    return links;
  }
}
