package thrum.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.GlobalOptions;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ThrumCommand;
import thrum.cli.grammar.CommandReader;

/** What is read without picocli is read as picocli would. */
class PlainlyReadTest {

  private static final List<List<String>> LINES = List.of(List.of(), List.of("--json"),
      List.of("--repo", "/tmp/somewhere"), List.of("--repo", ""), List.of("--repo", "--json"),
      List.of("--json", "--json"), List.of("--help"), List.of("more"));

  static Stream<CommandTree.Leaf> plainlyRead() {
    return CommandTree.leaves().stream().filter(leaf -> leaf.command() instanceof PlainlyRead);
  }

  @ParameterizedTest
  @MethodSource("plainlyRead")
  void aUsualLineSetsTheSameFieldsEitherWay(CommandTree.Leaf leaf) throws Exception {
    int plain = 0;
    for (List<String> line : LINES) {
      var command = fresh(leaf);
      var globals = ((PlainlyRead) command).readPlainly(line);
      if (globals.isPresent()) {
        plain++;
        var other = fresh(leaf);
        var reader = new CommandReader("thrum", other);
        reader.read(line);
        assertEquals(values(other), values(command), line::toString);
        assertEquals(values(reader.globals()), values(globals.get()), line::toString);
      }
    }
    assertTrue(plain > 0, "no line of the test is read plainly");
  }

  private static ThrumCommand fresh(CommandTree.Leaf leaf) {
    return CommandTree.leaves()
        .stream()
        .filter(other -> other.path().equals(leaf.path()))
        .findFirst()
        .orElseThrow()
        .command();
  }

  private static Map<String, @Nullable Object> values(Object holder) throws IllegalAccessException {
    var values = new TreeMap<String, @Nullable Object>();
    for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        boolean read = field.isAnnotationPresent(Option.class) || field.isAnnotationPresent(Parameters.class);
        if (read && !Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          values.put(field.getName(), field.get(holder));
        }
      }
    }
    assertTrue(!(holder instanceof GlobalOptions) || values.size() >= 7, values::toString);
    return values;
  }
}
