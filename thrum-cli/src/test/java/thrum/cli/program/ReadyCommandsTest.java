package thrum.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyCommandsTest {

  private static final List<String> PATH = List.of("message", "get");

  private final ReadyCommands ready = new ReadyCommands();

  @Test
  void whatWasAskedForIsReadyTheNextTimeAndGivenToOneOnly() {
    assertNull(ready.take(PATH));
    ready.refill();
    assertNotNull(ready.take(PATH));
    assertNull(ready.take(PATH));
    ready.refill();
    ready.refill();
    assertNotNull(ready.take(PATH));
    assertNull(ready.take(PATH));
  }

  @Test
  void nothingIsMadeThatNobodyAskedFor() {
    ready.refill();
    assertNull(ready.take(PATH));
  }

  @Test
  void noCommandSeesWhatAnotherWasGiven() {
    var text = CommandLines.run(ready, "version");
    ready.refill();
    var json = CommandLines.run(ready, "version", "--json");
    ready.refill();
    assertNotEquals(text.out(), json.out());
    assertEquals(text, CommandLines.run(ready, "version"));
  }

  @Test
  void helpAndRefusalsAreTheSameOnACommandThatWasReady() {
    for (var line : List.of(new String[]{"send", "--help"}, new String[]{"group", "--help"},
        new String[]{"inbox", "--nope"}, new String[]{"message"}, new String[]{})) {
      var first = CommandLines.run(ready, line);
      ready.refill();
      assertEquals(first, CommandLines.run(ready, line), () -> String.join(" ", line));
    }
  }
}
