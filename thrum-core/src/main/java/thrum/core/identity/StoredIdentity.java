package thrum.core.identity;

import java.nio.file.Path;

/** An identity and the file that it stands in. */
public record StoredIdentity(Path path, IdentityFile identity) {

  /** How people call it: the agent's name, or the file's when it has none. */
  public String label() {
    var name = identity.agent().name();
    if (!name.isEmpty()) {
      return name;
    }
    var file = String.valueOf(path.getFileName());
    return file.substring(0, file.length() - IdentityDirectory.SUFFIX.length());
  }
}
