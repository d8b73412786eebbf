package thrum.core.group;

import thrum.protocol.failure.Refused;

/** A member that a request wants in or out. Values are literal: no {@code @} is taken off. */
record WantedMember(String group, String type, String value) {
  static final String AGENT = "agent";
  static final String ROLE = "role";

  void checkType() {
    if (!type.equals(AGENT) && !type.equals(ROLE)) {
      throw new Refused("invalid member_type \"" + type + "\" (must be 'agent' or 'role')");
    }
  }

  Groups.Group changeable(Groups groups) {
    var found = groups.require(group);
    if (found.isEveryone()) throw new Refused("cannot modify members of built-in @everyone group");
    return found;
  }
}
