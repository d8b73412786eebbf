package thrum.cli.launcher;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import thrum.protocol.failure.Broken;

/** Asks the system which user this process runs as. */
record CurrentUser(boolean mac) {

  private static final Path THIS_PROCESS = Path.of("/proc/self");

  UserPrincipal find() {
    try {
      // The name of a user that the system has no entry for would not lead back to its number.
      if (!mac && Files.isDirectory(THIS_PROCESS)) return Files.getOwner(THIS_PROCESS);
      var users = FileSystems.getDefault().getUserPrincipalLookupService();
      return users.lookupPrincipalByName(System.getProperty("user.name"));
    } catch (IOException e) {
      throw new Broken("cannot find out which user runs this", "", "", e);
    }
  }
}
