package thrum.protocol.event;

import tools.jackson.databind.JsonNode;

/** A member of a line is missing or of another type than the catalogue says. Stays inside this package. */
final class MemberMismatch extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MemberMismatch(String missing) {
    super(missing + " is missing", null, false, false);
  }

  MemberMismatch(String expected, JsonNode found) {
    super("expected " + expected + ", found " + found.getNodeType(), null, false, false);
  }
}
