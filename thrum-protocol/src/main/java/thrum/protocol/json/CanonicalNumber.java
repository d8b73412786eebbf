package thrum.protocol.json;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Writes a number as 03 §3.2(4) wants it, whatever its size, with no digit lost. */
final class CanonicalNumber {

  /** From this power of ten on, and below {@link #LEAST_PLAIN}, a non-integer is written with an exponent. */
  private static final long FIRST_LARGE = 21;
  private static final long LEAST_PLAIN = -6;

  private CanonicalNumber() {}

  static void append(StringBuilder out, JsonNode number) {
    if (number.isIntegralNumber()) {
      out.append(number.asString());
    } else if (number.isBigDecimal()) {
      append(out, number.decimalValue());
    } else {
      append(out, ofBinary(number));
    }
  }

  /** Java's own text of a binary number is the shortest that gives it back. */
  private static BigDecimal ofBinary(JsonNode number) {
    return new BigDecimal(number.asString());
  }

  private static void append(StringBuilder out, BigDecimal given) {
    if (given.signum() == 0) {
      out.append('0');
      return;
    }
    var number = given.stripTrailingZeros();
    long exponent = (long) number.precision() - number.scale() - 1;
    if (exponent >= LEAST_PLAIN && exponent < FIRST_LARGE) {
      out.append(number.toPlainString());
      return;
    }
    var digits = number.unscaledValue().abs().toString();
    out.append(number.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent));
  }
}
