package thrum.core.agent;

import java.util.List;
import thrum.core.projection.Row;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.json.Json;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;

/** Reads the lists of work contexts, which are stored as JSON arrays; most are empty and cost nothing. */
final class JsonColumns {
  private static final ObjectReader TEXTS = Json.MAPPER.readerFor(new TypeReference<List<String>>() {});
  private static final ObjectReader COMMITS = Json.MAPPER.readerFor(new TypeReference<List<Commit>>() {});
  private static final ObjectReader CHANGES = Json.MAPPER.readerFor(new TypeReference<List<FileChange>>() {});

  private JsonColumns() {}

  static List<String> texts(Row row, int column) {
    return list(row, column, TEXTS);
  }

  static List<Commit> commits(Row row, int column) {
    return list(row, column, COMMITS);
  }

  static List<FileChange> changes(Row row, int column) {
    return list(row, column, CHANGES);
  }

  private static <T> List<T> list(Row row, int column, ObjectReader reader) {
    var text = Columns.text(row, column);
    return text == null || text.equals("[]") ? List.of() : reader.readValue(text);
  }
}
