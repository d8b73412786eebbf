package thrum.cli.render;

import java.util.List;

/** A frame of box-drawing lines around entries, as {@code inbox} and {@code agent list} show them. */
public final class Box {

  private static final int NARROWEST = 40;
  private static final int WIDEST = 120;

  private final TextOut out;
  private final int inner;
  private boolean open;

  /** As wide as the terminal allows: 40 to 120 columns between the side lines. */
  public Box(TextOut out) {
    this.out = out;
    this.inner = Math.clamp(out.columns() - 2, NARROWEST, WIDEST);
  }

  /** Columns for text: the sides and one blank at each are taken. */
  public int textWidth() {
    return inner - 2;
  }

  /** Adds an entry: its lines are cut to the width, so wrap before. */
  public Box entry(List<String> lines) {
    edge(open ? "├" : "┌", open ? "┤" : "┐");
    open = true;
    for (String line : lines) {
      String cell = Columns.cut(Printable.cell(line), textWidth());
      out.raw("│ " + Columns.left(cell, textWidth()) + " │\n");
    }
    return this;
  }

  /** Draws the bottom; a box without entries draws nothing. */
  public void close() {
    if (open) edge("└", "┘");
    open = false;
  }

  private void edge(String left, String right) {
    out.raw(left + "─".repeat(inner) + right + "\n");
  }
}
