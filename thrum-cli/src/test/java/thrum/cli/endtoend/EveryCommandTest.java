package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import thrum.cli.exec.OwnProcessOnly;
import thrum.cli.program.CommandTree;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;

/**
 * Scripts depend on what {@code --json} prints: the shape of every command's answer is in
 * {@code command-shapes.txt}.
 * The present shapes are written to {@code target/command-shapes.txt}; copy that over once a change is
 * intended.
 */
class EveryCommandTest {

  private static final String GOLDEN = "/command-shapes.txt";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JVM_LAUNCHER")
  void everyCommandSaysSomethingAndItsJsonHasItsShape(Via via) throws Exception {
    var shapes = new StringBuilder();
    try (var house = new Household(directory, via); var table = new CommandTable(house, directory)) {
      assertEquals(new TreeSet<>(CommandTree.leaves().stream().map(CommandTree.Leaf::toString).toList()),
          new TreeSet<>(table.rows().keySet()), "every command has its row");
      table.rows()
          .forEach((command, call) -> assertFalse(call.with().succeeds().out().isBlank(),
              command + " printed nothing"));
      table.rows().forEach((command, call) -> {
        // What the native client hands over anyway was started as a process of its own already.
        house.via(needsItsOwnProcess(command) ? Via.OWN_PROCESS : via);
        shapes.append("# ")
            .append(command)
            .append('\n')
            .append(shape(call.with("--json").succeeds().out()))
            .append('\n');
      });
    }
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("command-shapes.txt"), shapes);
    assertEquals(golden(), shapes.toString());
  }

  private static boolean needsItsOwnProcess(String command) {
    return Arrays.stream(OwnProcessOnly.values())
        .anyMatch(only -> (command + " ").startsWith(String.join(" ", only.words()) + " "));
  }

  private static String shape(String printed) {
    try {
      return JsonShape.of(Json.MAPPER.readTree(printed));
    } catch (JacksonException noJson) {
      return printed.isBlank() ? "nothing\n" : "text\n";
    }
  }

  private static String golden() throws IOException {
    try (var file = EveryCommandTest.class.getResourceAsStream(GOLDEN)) {
      return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
