package thrum.cli.render;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings. Columns are as wide as their widest cell, and shrink until the table fits. */
public final class Table {

  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final List<String[]> rows = new ArrayList<>();
  private final int columns;

  public Table(String... headings) {
    columns = headings.length;
    rows.add(headings);
  }

  /** Adds a row; empty cells show {@code -}. */
  public Table row(String... cells) {
    if (cells.length != columns) throw new IllegalArgumentException("a row needs " + columns + " cells");
    var row = new String[columns];
    for (int i = 0; i < columns; i++) {
      String cell = Printable.cell(cells[i]);
      row[i] = cell.isEmpty() ? "-" : cell;
    }
    rows.add(row);
    return this;
  }

  public void print(TextOut out) {
    int[] widths = widths(out.columns());
    for (String[] row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = Columns.cut(row[i], widths[i]);
        line.append(i == columns - 1 ? cell : Columns.left(cell, widths[i]) + GAP);
      }
      out.raw(line.toString().stripTrailing() + "\n");
    }
  }

  private int[] widths(int available) {
    var widths = new int[columns];
    int total = GAP.length() * (columns - 1);
    for (int i = 0; i < columns; i++) {
      for (String[] row : rows) widths[i] = Math.max(widths[i], Columns.of(row[i]));
      total += widths[i];
    }
    while (total > available) {
      int widest = 0;
      for (int i = 1; i < columns; i++) {
        if (widths[i] > widths[widest]) widest = i;
      }
      if (widths[widest] <= NARROWEST) break;
      widths[widest]--;
      total--;
    }
    return widths;
  }
}
