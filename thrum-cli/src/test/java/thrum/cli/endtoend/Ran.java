package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import thrum.protocol.json.Json;
import tools.jackson.databind.JsonNode;

/** What a command left: both streams and the exit code. */
record Ran(String command, int exit, String out, String err) {

  Ran succeeds() {
    assertEquals(0, exit, () -> command + "\n" + out + err);
    return this;
  }

  /** Exit code 1, nothing on stdout, and an error whose first line holds the text. */
  Ran failsWith(String text) {
    assertEquals(1, exit, () -> command + "\n" + out + err);
    assertEquals("", out, command);
    var first = err.lines().findFirst().orElse("");
    assertTrue(first.startsWith("Error: ") && first.contains(text), () -> command + "\n" + err);
    assertTrue(err.endsWith("\n") && !err.contains("\tat "), () -> command + "\n" + err);
    return this;
  }

  /** The same with nothing but that line. */
  Ran failsWithOneLine(String text) {
    failsWith(text);
    assertEquals(1, err.lines().count(), () -> command + "\n" + err);
    return this;
  }

  Ran prints(String text) {
    assertTrue(out.contains(text), () -> command + "\n" + out + err);
    return this;
  }

  JsonNode json() {
    succeeds();
    return Json.MAPPER.readTree(out);
  }
}
