package thrum.protocol.id;

import java.nio.charset.StandardCharsets;
import thrum.protocol.failure.Refused;

/** A role: free text that can stand in ids and file names (03 §2.5). */
public record RoleName(String value) {

  /** Bytes that leave room for what is put around a role in an id or a file name. */
  private static final int MAX_BYTES = 200;

  public RoleName {
    check(value);
  }

  /**
   * Does nothing when the name is good.
   *
   * @throws Refused when the role is empty, too long, or could leave the directory that it is put in
   */
  public static void check(String role) {
    if (role.isEmpty()) {
      throw Refused.required("role");
    }
    if (role.indexOf('/') >= 0 || role.indexOf('\\') >= 0 || role.contains("..")
        || role.codePoints().anyMatch(Character::isISOControl)) {
      throw new Refused(
          "invalid role: a role cannot contain path separators, '..' or control characters");
    }
    if (role.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new Refused("invalid role: a role can have at most " + MAX_BYTES + " bytes");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
