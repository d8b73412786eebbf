package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.context.PlainFile;
import tools.jackson.databind.JsonNode;

/** {@code context.*} over the socket (02 §4.9). */
class ContextMethodsTest {

  private static final byte[] NOTES = "# Work\n".getBytes(StandardCharsets.UTF_8);

  @TempDir(factory = InMemory.class) static Path directory;
  private static TestRepository repository;
  private static RunningDaemon daemon;
  private static int made;
  private String agent = "";

  @BeforeAll
  static void start() throws Exception {
    repository = new TestRepository(directory.resolve("shop"));
    daemon = repository.start();
  }

  @AfterAll
  static void stop() {
    daemon.close();
  }

  @BeforeEach
  void anotherAgent() {
    agent = "agent_" + ++made;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private JsonNode save(byte[] content) throws IOException {
    return repository.call("context.save",
        "{\"agent_name\":\"" + agent + "\",\"content\":\"" + base64(content) + "\"}");
  }

  private JsonNode call(String method) throws IOException {
    return repository.call(method, "{\"agent_name\":\"" + agent + "\"}");
  }

  /** The text of the error that a call ends with. */
  private static String refused(String method, String params) throws IOException {
    try (var wire = new Wire(repository.layout().socket())) {
      var answer = wire.call(method, params);
      assertEquals(-32000, answer.path("error").path("code").asInt(0), answer.toString());
      return answer.path("error").path("message").asString();
    }
  }

  private Path file(String suffix) {
    return repository.layout().context().resolve(agent + suffix);
  }

  @Test
  void savingAnswersWithTheSizeAndMakesTheDefaultPreamble() throws Exception {
    assertEquals(
        "{\"agent_name\":\"" + agent + "\",\"message\":\"Context saved for " + agent + " (7 bytes)\"}",
        save(NOTES).toString());
    assertArrayEquals(NOTES, Files.readAllBytes(file(".md")));
    assertTrue(Files.readString(file("_preamble.md")).startsWith("## Thrum Quick Reference"));
  }

  @Test
  void savingLeavesAPreambleAloneAndNeedsNoContent() throws Exception {
    Files.createDirectories(repository.layout().context());
    Files.writeString(file("_preamble.md"), "mine");
    assertEquals("Context saved for " + agent + " (0 bytes)",
        call("context.save").path("message").asString());
    assertEquals("mine", Files.readString(file("_preamble.md")));
    assertEquals("", Files.readString(file(".md")));
  }

  @Test
  void showingTellsEverythingInTheOrderOfThePage() throws Exception {
    save(NOTES);
    Files.writeString(file("_preamble.md"), "mine");
    Files.setLastModifiedTime(file(".md"),
        FileTime.from(Instant.parse("2026-02-11T10:00:00.75Z")));
    assertEquals("{\"agent_name\":\"" + agent + "\",\"preamble\":\"bWluZQ==\",\"content\":\"" + base64(NOTES)
        + "\",\"has_context\":true,\"has_preamble\":true,\"preamble_size\":4,\"size\":7,"
        + "\"updated_at\":\"2026-02-11T10:00:00Z\"}", call("context.show").toString());
  }

  @Test
  void thePreambleIsLeftOutWhenItIsNotWanted() throws Exception {
    save(NOTES);
    var shown = repository.call("context.show",
        "{\"agent_name\":\"" + agent + "\",\"include_preamble\":false}");
    assertFalse(shown.path("has_preamble").asBoolean(), shown.toString());
    assertFalse(shown.has("preamble") || shown.has("preamble_size"), shown.toString());
    assertTrue(shown.path("has_context").asBoolean());
  }

  @Test
  void nothingSavedIsNoContextAndAnEmptyFileIsNoneEither() throws Exception {
    assertEquals("{\"agent_name\":\"" + agent
        + "\",\"content\":null,\"has_context\":false,\"has_preamble\":false}",
        call("context.show").toString());
    save(new byte[0]);
    var shown = call("context.show");
    assertFalse(shown.path("has_context").asBoolean(), shown.toString());
    assertEquals("", shown.path("content").asString("null"));
  }

  @Test
  void clearingMayBeRepeatedAndLeavesThePreamble() throws Exception {
    save(NOTES);
    for (int round = 0; round < 2; round++) {
      assertEquals("{\"agent_name\":\"" + agent + "\",\"message\":\"Context cleared for " + agent + "\"}",
          call("context.clear").toString());
    }
    assertFalse(Files.exists(file(".md")));
    assertTrue(Files.exists(file("_preamble.md")));
  }

  @Test
  void aPreambleIsSavedAndShown() throws Exception {
    assertEquals("{\"agent_name\":\"" + agent + "\",\"content\":null,\"has_preamble\":false}",
        call("context.preamble.show").toString());
    assertEquals(
        "{\"agent_name\":\"" + agent + "\",\"message\":\"Preamble saved for " + agent + " (7 bytes)\"}",
        repository.call("context.preamble.save",
            "{\"agent_name\":\"" + agent + "\",\"content\":\"" + base64(NOTES) + "\"}").toString());
    assertEquals(
        "{\"agent_name\":\"" + agent + "\",\"content\":\"" + base64(NOTES) + "\",\"has_preamble\":true}",
        call("context.preamble.show").toString());
  }

  @Test
  void everyMethodNeedsAnAgentAndRefusesNamesThatLeadElsewhere() throws Exception {
    for (String method : List.of("context.save", "context.show", "context.clear", "context.sync",
        "context.preamble.show", "context.preamble.save")) {
      assertEquals("agent_name is required", refused(method, "{}"));
      for (String name : List.of("../../escape", "a/b", "..", "a\\\\b")) {
        var text = refused(method, "{\"agent_name\":\"" + name + "\",\"content\":\"eA==\"}");
        assertTrue(text.startsWith("invalid agent name: "), text);
      }
    }
    assertFalse(Files.exists(repository.root.resolve("escape.md")));
    assertFalse(Files.exists(repository.root.getParent().resolve("escape.md")));
  }

  @Test
  void contentThatIsNotBase64IsRefused() throws Exception {
    var text = refused("context.save", "{\"agent_name\":\"" + agent + "\",\"content\":\"not base64!\"}");
    assertTrue(text.startsWith("content is not base64"), text);
    assertFalse(Files.exists(file(".md")));
  }

  @Test
  void onlyTheCheckoutsOfThisRepositoryAreTakenAsItsFiles() throws Exception {
    repository.git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty",
        "-m",
        "first");
    Path other = directory.toRealPath().resolve("other");
    repository.git("worktree", "add", "-q", other.toString(), "-b", "other");
    Files.createDirectories(other.resolve(".thrum/sub"));
    Files.writeString(other.resolve(".thrum/redirect"), repository.root.resolve(".thrum") + "\n");
    var there = "{\"agent_name\":\"" + agent + "\",\"content\":\"eA==\",\"repo_path\":\"";
    repository.call("context.save", there + other + "\"}");
    assertEquals("x", Files.readString(other.resolve(".thrum/context/" + agent + ".md")));
    assertFalse(Files.exists(file(".md")));
    repository.call("context.save", there + other.resolve(".thrum/sub") + "\"}");

    var foreign = new TestRepository(directory.resolve("foreign"));
    for (String path : List.of(foreign.root.toString(), "/", "relative", "/no/such/place")) {
      assertTrue(refused("context.save", there + path + "\"}").startsWith("repo_path "), path);
    }
    assertFalse(Files.exists(foreign.layout().context().resolve(agent + ".md")));
  }

  @Test
  void aThousandRandomContentsComeBackAsTheyWere() throws Exception {
    var random = new SplittableRandom(20260207);
    for (int n = 0; n < 1000; n++) {
      byte[] content = new byte[n == 0 ? 0 : random.nextInt(1, 1 << random.nextInt(1, 14))];
      random.nextBytes(content);
      save(content);
      byte[] shown = Base64.getDecoder().decode(call("context.show").path("content").asString());
      int number = n;
      assertArrayEquals(content, shown, () -> "content " + number);
    }
  }

  @Test
  void theLargestContentPassesAndALargerOneLeavesIt() throws Exception {
    byte[] largest = new byte[PlainFile.LARGEST];
    new SplittableRandom(1).nextBytes(largest);
    save(largest);
    var text = refused("context.save", "{\"agent_name\":\"" + agent + "\",\"content\":\""
        + base64(new byte[PlainFile.LARGEST + 1]) + "\"}");
    assertTrue(text.contains("4194305 bytes") && text.contains("4 MiB"), text);
    assertArrayEquals(largest, Files.readAllBytes(file(".md")));
  }

  @Test
  void savesAtOnceLeaveOneOfThemWholeAndTheOneBeforeBesideIt() throws Exception {
    save(NOTES);
    var contents = new ArrayList<byte[]>();
    var saves = new ArrayList<Callable<JsonNode>>();
    for (int n = 0; n < 8; n++) {
      byte[] content = new byte[300_000];
      Arrays.fill(content, (byte) n);
      contents.add(content);
      saves.add(() -> save(content));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(saves)) done.get();
    }
    for (String suffix : List.of(".md", ".md.bak")) {
      byte[] left = Files.readAllBytes(file(suffix));
      assertTrue(contents.stream().anyMatch(content -> Arrays.equals(content, left)), suffix);
    }
    assertFalse(Arrays.equals(Files.readAllBytes(file(".md")), Files.readAllBytes(file(".md.bak"))));
  }

  @Test
  void aClientThatIsKilledInTheMiddleOfASaveChangesNothing() throws Exception {
    save(NOTES);
    String line =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"context.save\",\"params\":{\"agent_name\":\"" + agent
            + "\",\"content\":\"" + base64(new byte[100_000]) + "\"}}\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    for (int cut : new int[]{1, 100, bytes.length / 2, bytes.length - 1}) {
      try (var wire = new Wire(repository.layout().socket())) {
        wire.send(Arrays.copyOf(bytes, cut));
      }
      assertArrayEquals(NOTES, Base64.getDecoder().decode(call("context.show").path("content").asString()));
    }
    try (var wire = new Wire(repository.layout().socket())) {
      wire.send(bytes);
    }
    // All of it was sent: it is saved whole or not at all.
    Await.until(() -> Files.size(file(".md")) == 100_000 || Files.size(file(".md")) == NOTES.length);
  }
}
