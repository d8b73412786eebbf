package thrum.core.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

class ContextDirectoryTest {

  private static final AgentId ADA = new AgentId("ada_api");

  @TempDir Path root;
  private Path directory;
  private ContextDirectory contexts;

  @BeforeEach
  void thrum() throws IOException {
    directory = root.resolve(".thrum/context");
    Files.createDirectories(root.resolve(".thrum"));
    contexts = new ContextDirectory(directory);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String stored(String name) throws IOException {
    return Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
  }

  private String saved() {
    return contexts.context(ADA)
        .map(text -> new String(text.bytes(), StandardCharsets.UTF_8))
        .orElse("nothing");
  }

  private static void assertOneLine(String text, RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(text), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void whatIsSavedIsThereByteForByte() throws IOException {
    for (byte[] content : List.of(bytes("# Next\n"), new byte[0], bytes(" \n\t\r\n"),
        new byte[]{0, (byte) 0xFF, (byte) 0xC3, '\r', '\n', 0})) {
      contexts.save(ADA, content);
      assertArrayEquals(content, contexts.context(ADA).orElseThrow().bytes());
      assertArrayEquals(content, Files.readAllBytes(directory.resolve("ada_api.md")));
    }
    assertEquals("rw-r--r--", PosixFilePermissions
        .toString(Files.getPosixFilePermissions(directory.resolve("ada_api.md"))));
    assertEquals("rwxr-x---",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
  }

  @Test
  void theContentBeforeIsKept() throws IOException {
    contexts.save(ADA, bytes("one"));
    assertFalse(Files.exists(directory.resolve("ada_api.md.bak")));
    contexts.save(ADA, bytes("two"));
    assertEquals("one", stored("ada_api.md.bak"));
    contexts.save(ADA, bytes("three"));
    assertEquals("two", stored("ada_api.md.bak"));
  }

  @Test
  void aSaveThatIsRepeatedOrFollowsAnEmptyOneDoesNotTakeTheEarlierContentAway() throws IOException {
    contexts.save(ADA, bytes("one"));
    contexts.save(ADA, bytes("two"));
    contexts.save(ADA, bytes("two"));
    assertEquals("one", stored("ada_api.md.bak"));
    contexts.save(ADA, new byte[0]);
    assertEquals("two", stored("ada_api.md.bak"));
    contexts.save(ADA, bytes("three"));
    assertEquals("two", stored("ada_api.md.bak"));
  }

  @Test
  void clearingRemovesTheContextAloneAndMayBeRepeated() {
    contexts.save(ADA, bytes("one"));
    contexts.savePreamble(ADA, bytes("stay"));
    contexts.clear(ADA);
    contexts.clear(ADA);
    assertEquals(Optional.empty(), contexts.context(ADA));
    assertTrue(contexts.preamble(ADA).isPresent());
    new ContextDirectory(root.resolve("nowhere/context")).clear(ADA);
  }

  @Test
  void fourMebibytesAreKeptAndOneByteMoreIsRefused() throws IOException {
    byte[] largest = new byte[PlainFile.LARGEST];
    new SplittableRandom(7).nextBytes(largest);
    contexts.save(ADA, largest);
    var refused = assertThrows(Refused.class, () -> contexts.save(ADA, new byte[PlainFile.LARGEST + 1]));
    assertOneLine("4194305 bytes", refused);
    assertArrayEquals(largest, contexts.context(ADA).orElseThrow().bytes());
    assertFalse(Files.exists(directory.resolve("ada_api.md.bak")));
  }

  @Test
  void aFileThatSomebodyMadeTooLargeIsNotRead() throws IOException {
    contexts.create(ADA);
    try (var file = Files.newByteChannel(directory.resolve("ada_api.md"),
        StandardOpenOption.WRITE)) {
      file.position(100L << 20).write(ByteBuffer.wrap(new byte[1]));
    }
    assertOneLine("104857601 bytes", assertThrows(Refused.class, () -> contexts.context(ADA)));
    contexts.clear(ADA);
    assertEquals("nothing", saved());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../ada", "a/b", "a\\b", "..", ".", ".hidden", "a..b", "nul\0", "new\nline", "/etc/x",
        "ada_preamble", "project_state"})
  void aNameThatLeadsElsewhereIsRefused(String name) {
    var agent = new AgentId(name);
    for (Runnable attempt : List.<Runnable>of(() -> contexts.save(agent, bytes("x")),
        () -> contexts.context(agent),
        () -> contexts.clear(agent), () -> contexts.preamble(agent),
        () -> contexts.savePreamble(agent, bytes("x")),
        () -> contexts.create(agent), () -> contexts.extent(agent))) {
      var refused = assertThrows(Refused.class, attempt::run);
      assertTrue(refused.text().startsWith("invalid agent name: "), refused.text());
    }
    assertFalse(Files.exists(directory));
  }

  @Test
  void aNameThatIsTooLongForAFileIsRefusedAndTheLongestIsNot() {
    contexts.save(new AgentId("a".repeat(255 - "_preamble.md".length())), bytes("x"));
    assertThrows(Refused.class,
        () -> contexts.save(new AgentId("a".repeat(256 - "_preamble.md".length())), bytes("x")));
  }

  @Test
  void namesOfPeopleAndOfOldAgentsAreTaken() {
    for (String name : List.of("user:ada", "coordinator_1B9K33T6RK", "-dash", "größe")) {
      contexts.save(new AgentId(name), bytes(name));
      assertArrayEquals(bytes(name), contexts.context(new AgentId(name)).orElseThrow().bytes());
    }
  }

  @Test
  void aLinkInItsPlaceIsNeitherReadNorFollowedNorReplaced() throws IOException {
    Path secret = Files.writeString(root.resolve("secret"), "keep out");
    Files.createDirectories(directory);
    Path link = Files.createSymbolicLink(directory.resolve("ada_api.md"), secret);
    for (Runnable attempt : List.<Runnable>of(() -> contexts.save(ADA, bytes("x")),
        () -> contexts.context(ADA),
        () -> contexts.extent(ADA), () -> contexts.clear(ADA))) {
      assertOneLine("is a link", assertThrows(Refused.class, attempt::run));
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("keep out", Files.readString(secret));
  }

  @Test
  void theCopyOfTheEarlierContentFollowsNoLinkEither() throws IOException {
    Path secret = Files.writeString(root.resolve("secret"), "keep out");
    contexts.save(ADA, bytes("one"));
    Files.createSymbolicLink(directory.resolve("ada_api.md.bak"), secret);
    assertOneLine("is a link", assertThrows(Refused.class, () -> contexts.save(ADA, bytes("two"))));
    assertEquals("one", saved());
    assertEquals("keep out", Files.readString(secret));
  }

  @Test
  void aDirectoryThatIsALinkIsNeitherReadNorWrittenThroughNorEmptied() throws IOException {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Path secret = Files.writeString(elsewhere.resolve("ada_api.md"), "keep out");
    Files.createSymbolicLink(directory, elsewhere);
    for (Runnable attempt : List.<Runnable>of(() -> contexts.save(ADA, bytes("x")),
        () -> contexts.context(ADA), () -> contexts.extent(ADA), () -> contexts.clear(ADA),
        () -> contexts.create(ADA), () -> contexts.preamble(ADA),
        () -> contexts.savePreamble(ADA, bytes("x")))) {
      assertOneLine("the directory " + directory + " is a link, which is not followed",
          assertThrows(Refused.class, attempt::run));
    }
    assertEquals("keep out", Files.readString(secret));
    try (var files = Files.list(elsewhere)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aLinkToNowhereInThePlaceOfTheDirectoryDoesNotLookEmpty() throws IOException {
    Files.createSymbolicLink(directory, root.resolve("nowhere"));
    assertOneLine("is a link", assertThrows(Refused.class, () -> contexts.context(ADA)));
  }

  @Test
  void aLinkAboveTheDirectoryIsTheUsersOwnBusiness() throws IOException {
    Files.delete(root.resolve(".thrum"));
    Files.createSymbolicLink(root.resolve(".thrum"), Files.createDirectories(root.resolve("elsewhere")));
    contexts.save(ADA, bytes("one"));
    assertEquals("one", saved());
  }

  @Test
  void aDirectoryInItsPlaceIsRefused() throws IOException {
    Files.createDirectories(directory.resolve("ada_api.md"));
    assertOneLine("is a directory", assertThrows(Refused.class, () -> contexts.save(ADA, bytes("x"))));
    assertOneLine("is a directory", assertThrows(Refused.class, () -> contexts.context(ADA)));
  }

  @Test
  void aWriteProtectedFileStaysAsItIs() throws IOException {
    contexts.save(ADA, bytes("one"));
    Files.setPosixFilePermissions(directory.resolve("ada_api.md"),
        PosixFilePermissions.fromString("r--r--r--"));
    assertOneLine("is write-protected", assertThrows(Refused.class, () -> contexts.save(ADA, bytes("two"))));
    assertEquals("one", saved());
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsToldInOneLine() throws IOException {
    Files.writeString(directory, "not a directory");
    assertOneLine("cannot write the context",
        assertThrows(Broken.class, () -> contexts.save(ADA, bytes("x"))));
  }

  @Test
  void twoSavesAtOnceLeaveOneOfThemWhole() throws Exception {
    byte[] one = new byte[1 << 20];
    byte[] other = new byte[1 << 20];
    Arrays.fill(other, (byte) 1);
    for (int round = 0; round < 10; round++) {
      var first = Thread.ofPlatform().start(() -> contexts.save(ADA, one));
      var second = Thread.ofPlatform().start(() -> contexts.save(ADA, other));
      byte[] seen = contexts.context(ADA).map(SavedText::bytes).orElse(one);
      assertTrue(Arrays.equals(seen, one) || Arrays.equals(seen, other));
      first.join();
      second.join();
      byte[] left = contexts.context(ADA).orElseThrow().bytes();
      assertTrue(Arrays.equals(left, one) || Arrays.equals(left, other));
    }
  }

  @Test
  void anEmptyContextIsMadeOnceAndNothingIsTakenAway() throws IOException {
    contexts.create(ADA);
    assertEquals("", stored("ada_api.md"));
    contexts.save(ADA, bytes("one"));
    contexts.create(ADA);
    assertEquals("one", saved());
  }

  @Test
  void theExtentTellsSizeAndTimeOfWhatIsThere() {
    assertEquals(Optional.empty(), contexts.extent(ADA));
    contexts.save(ADA, bytes("four"));
    assertEquals(4, contexts.extent(ADA).orElseThrow().bytes());
    assertEquals(contexts.context(ADA).orElseThrow().changed(), contexts.extent(ADA).orElseThrow().changed());
  }

  @Test
  void theDefaultPreambleNamesTheCommandsThatAnAgentNeeds() {
    String text = new String(DefaultPreamble.bytes(), StandardCharsets.UTF_8);
    for (String part : List.of("## Thrum Quick Reference", "`thrum inbox --unread`", "`thrum sent --unread`",
        "`thrum message read --all`", "`thrum send \"message\" --to @<agent_name>`", "`thrum team`",
        "`thrum reply <MSG_ID> \"response\"`", "`thrum overview`", "`/thrum:update-project`",
        "`thrum context save`",
        "## Background Message Listener", "four hours", "`CronCreate`", "every 30 minutes",
        "`thrum prime`")) {
      assertTrue(text.contains(part), part);
    }
    assertTrue(text.endsWith("\n"));
  }
}
