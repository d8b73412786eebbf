package thrum.cli.bench;

/**
 * A bound that a figure is held against, in the figure's own unit.
 *
 * @param side on which side of the bound a figure is good
 */
record Budget(double bound, Side side) {

  enum Side {
    AT_MOST("≤"), AT_LEAST("≥");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }
  }

  static Budget atMost(double bound) {
    return new Budget(bound, Side.AT_MOST);
  }

  static Budget atLeast(double bound) {
    return new Budget(bound, Side.AT_LEAST);
  }

  boolean isKept(double value) {
    return switch (side) {
      case AT_MOST -> value <= bound;
      case AT_LEAST -> value >= bound;
    };
  }

  String sign() {
    return side.sign;
  }
}
