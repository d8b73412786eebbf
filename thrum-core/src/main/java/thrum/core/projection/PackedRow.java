package thrum.core.projection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A row out of the text of a {@link PackedQuery}. A number that is asked for must be one. */
final class PackedRow extends Row {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final List<@Nullable Object> values = new ArrayList<>();

  private PackedRow() {}

  /** Reads every row of the text. */
  static <T> List<T> readAll(byte[] rows, RowReader<T> reader) {
    var read = new ArrayList<T>();
    var row = new PackedRow();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), rows)) {
      in.nextToken(); // opens the list of rows
      while (in.nextToken() == JsonToken.START_ARRAY) {
        row.fill(in);
        read.add(reader.read(row));
      }
    }
    return read;
  }

  private void fill(JsonParser in) {
    values.clear();
    for (var token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      values.add(switch (token) {
        case VALUE_STRING -> in.getString();
        case VALUE_NUMBER_INT -> in.getLongValue();
        case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
        case VALUE_NULL -> null;
        default -> throw new IllegalStateException("no column's value: " + token);
      });
    }
  }

  @Override
  public @Nullable String textOrNull(int column) {
    var value = values.get(column - 1);
    return value == null ? null : value.toString();
  }

  @Override
  public long number(int column) {
    return values.get(column - 1) instanceof Number number ? number.longValue() : absent(column);
  }

  @Override
  public @Nullable Long numberOrNull(int column) {
    return values.get(column - 1) == null ? null : Long.valueOf(number(column));
  }

  @Override
  public double real(int column) {
    return values.get(column - 1) instanceof Number number ? number.doubleValue() : absent(column);
  }

  private long absent(int column) {
    if (values.get(column - 1) != null) {
      throw new IllegalStateException("column " + column + " is no number");
    }
    return 0;
  }
}
