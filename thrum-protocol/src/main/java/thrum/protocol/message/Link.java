package thrum.protocol.message;

import thrum.protocol.json.Present;

/** A scope or a ref: a free {@code type:value} pair (02 §5.2). */
public record Link(String type, String value) {

  public static final String MENTION = "mention";
  public static final String GROUP = "group";
  public static final String REPLY_TO = "reply_to";

  public Link {
    type = Present.text(type);
    value = Present.text(value);
  }

  /** Whether this is of a type. */
  public boolean is(String expectedType) {
    return type.equals(expectedType);
  }
}
