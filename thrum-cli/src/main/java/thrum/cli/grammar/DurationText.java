package thrum.cli.grammar;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people type them: {@code 300ms}, {@code 30s}, {@code 1h30m}, {@code 1.5h} (01 §1.1). */
public final class DurationText implements ITypeConverter<Duration> {

  private static final String EXPECTED = "not a duration such as 300ms, 30s, 5m or 1h30m: ";
  private static final String NUMBER = "0123456789.";

  @Override
  public Duration convert(String value) {
    return parse(value);
  }

  /** Reads a number and a unit, repeatedly; a sign may stand before them, and {@code 0} needs no unit. */
  public static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) return Duration.ZERO;
    if (rest.isEmpty()) throw new TypeConversionException(EXPECTED + text);
    try {
      long nanos = 0;
      int at = 0;
      while (at < rest.length()) {
        int unit = skip(rest, at, true);
        int end = skip(rest, unit, false);
        nanos = Math.addExact(nanos, nanos(rest.substring(at, unit), rest.substring(unit, end)));
        at = end;
      }
      return Duration.ofNanos(negative ? -nanos : nanos);
    } catch (NumberFormatException notANumber) {
      throw new TypeConversionException(EXPECTED + text);
    } catch (ArithmeticException tooLarge) {
      throw new TypeConversionException("too long a duration: " + text);
    }
  }

  private static int skip(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && NUMBER.indexOf(text.charAt(at)) >= 0 == digits) at++;
    return at;
  }

  private static long nanos(String number, String unit) {
    long factor = switch (unit) {
      case "ns" -> 1L;
      case "us", "µs", "μs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> throw new NumberFormatException(unit);
    };
    return new BigDecimal(number).multiply(BigDecimal.valueOf(factor)).toBigInteger().longValueExact();
  }
}
