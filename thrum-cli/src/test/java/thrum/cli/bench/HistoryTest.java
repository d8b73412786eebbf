package thrum.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageReceipt;

/** What is measured must be what the table says. */
class HistoryTest {

  private static final int MESSAGES = 2_000;

  @TempDir Path directory;

  @Test
  void theSameNumbersGiveTheSameBytes() throws IOException {
    write("first");
    write("second");
    assertEquals(files("first"), files("second"));
  }

  @Test
  void everyLineIsAnEventInTheSharesOfTheBudgetTable() throws IOException {
    long lines = write("one");
    var events = events("one");
    var messages =
        events.stream().filter(MessageCreated.class::isInstance).map(MessageCreated.class::cast).toList();
    assertEquals(lines, events.size());
    assertEquals(MESSAGES, messages.size());
    assertNear(80, messages.stream().filter(m -> m.refs().stream().anyMatch(r -> r.is("mention"))).count());
    assertNear(15, messages.stream().filter(m -> !m.scopes().isEmpty()).count());
    assertNear(5, messages.stream().filter(m -> m.refs().isEmpty()).count());
    assertEquals(People.AGENTS, messages.stream().map(MessageCreated::agentId).distinct().count());
    assertTrue(events.stream().anyMatch(MessageReceipt.class::isInstance), "some have been read");
  }

  private static void assertNear(int percent, long count) {
    double found = 100.0 * count / MESSAGES;
    assertTrue(Math.abs(found - percent) < 3, percent + " % expected, found " + found);
  }

  private long write(String name) throws IOException {
    return new History(MESSAGES, 50).writeTo(Files.createDirectories(directory.resolve(name)), "d_test");
  }

  private Map<String, String> files(String name) throws IOException {
    var files = new TreeMap<String, String>();
    Path root = directory.resolve(name);
    try (var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private List<Event> events(String name) throws IOException {
    var events = new ArrayList<Event>();
    for (String text : files(name).values()) {
      for (String line : text.lines().toList()) {
        var parsed = EventCodec.parse(line.getBytes(StandardCharsets.UTF_8));
        if (parsed instanceof EventLine whole) events.add(whole.event());
      }
    }
    return events;
  }
}
