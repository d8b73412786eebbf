package thrum.core.projection;

/** Makes a value of the current row; must not keep the row. */
@FunctionalInterface
public interface RowReader<T> {
  T read(Row row);
}
