package thrum.cli.bench;

import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param budget null for a reference that nothing is demanded of
 * @param note what a reader should know about how it was measured
 */
record Figure(String what, double value, Unit unit, @Nullable Budget budget, String note) {

  enum Unit {
    MILLISECONDS("ms"), PER_SECOND("/s"), MEBIBYTES("MiB"), KIBIBYTES("KiB"),
    PERCENT_OF_A_CORE("% of a core"), TIMES("×"),
    COUNT("");

    private final String sign;

    Unit(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  static Figure reference(String what, double value, Unit unit, String note) {
    return new Figure(what, value, unit, null, note);
  }

  boolean isOver() {
    return budget != null && !budget.isKept(value);
  }

  /** {@code ok}, {@code over}, or nothing when there is no budget. */
  String verdict() {
    if (budget == null) return "";
    return isOver() ? "over" : "ok";
  }
}
