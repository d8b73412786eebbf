package thrum.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.file.DirectoryListing;
import thrum.protocol.failure.Refused;

class IdentityDirectoryTest {

  @TempDir Path root;
  private Path directory;
  private IdentityDirectory identities;

  @BeforeEach
  void directory() {
    directory = root.resolve("identities");
    identities = new IdentityDirectory(directory, InstantSource.fixed(Instant.parse("2026-02-03T18:02:12Z")));
  }

  private static IdentityFile identity(String name, String role, String module) {
    return IdentityFile.of(IdentityAgent.agent(name, role, module, ""));
  }

  @Test
  void onlyTheOwnerReadsWhatIsSavedAndNothingElseIsLeftBehind() throws IOException {
    var stored = identities.save(identity("ada", "tester", "m"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(stored.path())));
    assertEquals(List.of(stored.path()), DirectoryListing.of(directory));
    assertEquals(Optional.of(stored.path()), identities.find("ada").map(StoredIdentity::path));
    assertEquals("ada", stored.label());
  }

  @Test
  void anUpdateStartsFromWhatTheFileHoldsNow() {
    var stored = identities.save(identity("ada", "tester", "m"));
    identities.save(stored.identity().withIntent("somebody else's change"));
    var updated = identities.update(stored, identity -> identity.withRuntimePid(7));
    assertEquals(Optional.of("somebody else's change"), updated.identity().intent());
    assertEquals(7, updated.identity().runtimePid());
  }

  @Test
  void theFileOfTheUnnamedAgentGoesWhenItGetsAName() {
    identities.save(identity("", "tester", "m"));
    assertTrue(Files.exists(directory.resolve("tester_m.json")));
    identities.save(identity("tester_hash", "tester", "m"));
    assertEquals(List.of(directory.resolve("tester_hash.json")), identities.files());
    identities.save(identity("tester_m", "tester", "m"));
    identities.save(identity("ada", "tester", "m"));
    assertTrue(Files.exists(directory.resolve("tester_m.json")), "a named agent keeps its file");
  }

  @Test
  void nothingIsReadOrWrittenThroughALink() throws IOException {
    var elsewhere = root.resolve("elsewhere");
    var others = new IdentityDirectory(elsewhere, InstantSource.fixed(Instant.EPOCH));
    var stored = others.save(identity("ada", "tester", "m"));
    var before = Files.readString(stored.path());
    Files.createSymbolicLink(directory, elsewhere);

    for (Executable use : List.<Executable>of(identities::files, identities::readable,
        () -> identities.find("ada"), () -> identities.find("nobody"),
        () -> identities.read(directory.resolve("ada.json")),
        () -> identities.save(identity("bo", "tester", "web")),
        () -> identities.update(new StoredIdentity(directory.resolve("ada.json"), stored.identity()),
            identity -> identity.withRuntimePid(7)))) {
      assertEquals("the directory " + directory + " is a link, which is not followed; nothing was changed. "
          + "Put a directory in its place", assertThrows(Refused.class, use).text());
    }
    assertEquals(List.of(stored.path()), DirectoryListing.of(elsewhere));
    assertEquals(before, Files.readString(stored.path()));
  }

  @Test
  void filesThatAreNoIdentitiesAreSkippedAndKept() throws IOException {
    identities.save(identity("zoe", "tester", "m"));
    identities.save(identity("ada", "tester", "m"));
    Files.writeString(directory.resolve("broken.json"), "{");
    Files.writeString(directory.resolve(".hidden.json"), "{");
    Files.writeString(directory.resolve("notes.txt"), "{");
    Files.createDirectory(directory.resolve("dir.json"));
    assertEquals(List.of("ada.json", "broken.json", "zoe.json"),
        identities.files().stream().map(file -> file.getFileName().toString()).toList());
    assertEquals(List.of("ada", "zoe"), identities.readable().stream().map(StoredIdentity::label).toList());
    assertTrue(assertThrows(Refused.class, () -> identities.find("broken")).text().contains("broken.json"));
  }

  @Test
  void aNameThatLeadsOutOfTheDirectoryIsRefused() {
    for (var name : List.of("../x", "a/b", "a\\b", ".x", "a\nb")) {
      assertThrows(Refused.class, () -> identities.save(identity(name, "r", "m")), name);
      assertThrows(Refused.class, () -> identities.find(name), name);
    }
    assertFalse(Files.exists(directory));
  }

  @Test
  void aMissingDirectoryHasNoIdentities() {
    assertEquals(List.of(), identities.files());
    assertEquals(Optional.empty(), identities.find("ada"));
  }
}
