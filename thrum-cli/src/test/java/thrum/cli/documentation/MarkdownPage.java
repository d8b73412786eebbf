package thrum.cli.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The examples of a page: every line of its {@code sh} blocks, and the lines behind {@code $} in
 * {@code console} blocks.
 */
record MarkdownPage(Path file) {

  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  List<Example> examples() throws IOException {
    var examples = new ArrayList<Example>();
    String language = null;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.startsWith(FENCE)) {
        language = language == null ? line.substring(FENCE.length()).strip() : null;
      } else if (language != null) {
        String command = command(language, line);
        if (!command.isBlank()) examples.add(new Example(file.getFileName() + ":" + number, command));
      }
    }
    return examples;
  }

  private static String command(String language, String line) {
    return switch (language) {
      case "sh" -> line.strip();
      case "console" -> line.startsWith(PROMPT) ? line.substring(PROMPT.length()).strip() : "";
      default -> "";
    };
  }
}
