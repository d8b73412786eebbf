package thrum.protocol.time;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)} character by character.
 *
 * <p>By hand because a rebuild reads a million of these, and because loading the library's formatter costs a
 * cold
 * process ten milliseconds.
 */
final class TimeText {

  private static final int SECONDS_END = 19;
  private static final int MAX_FRACTION = 9;
  private static final long NANOS = 1_000_000_000L;
  private static final long MIN_SECONDS = Math.floorDiv(Long.MIN_VALUE, NANOS);
  private static final long MAX_SECONDS = Math.floorDiv(Long.MAX_VALUE, NANOS);
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private TimeText() {}

  static void check(@Nullable String text) {
    if (text == null || !isTime(text)) {
      throw new IllegalArgumentException("not an RFC 3339 time: " + excerpt(text));
    }
  }

  static boolean isTime(String text) {
    return text.length() > SECONDS_END && isDateAndTime(text) && isZone(text, fractionEnd(text));
  }

  /** Whole seconds since the epoch of a checked text. */
  static long seconds(String text) {
    long days = daysSinceEpoch(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
    long local = days * 86_400L + two(text, 11) * 3600L + two(text, 14) * 60L + two(text, 17);
    int zone = fractionEnd(text);
    if (text.charAt(zone) == 'Z') {
      return local;
    }
    long offset = two(text, zone + 1) * 3600L + two(text, zone + 4) * 60L;
    return text.charAt(zone) == '-' ? local + offset : local - offset;
  }

  /** The nanoseconds within the second of a checked text. */
  static int fraction(String text) {
    int value = 0;
    int digits = 0;
    int end = fractionEnd(text);
    for (int i = SECONDS_END + 1; i < end; i++, digits++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    for (; digits > 0 && digits < MAX_FRACTION; digits++) {
      value *= 10;
    }
    return value;
  }

  static long nanos(long seconds, int fraction) {
    if (seconds < MIN_SECONDS) {
      return Long.MIN_VALUE;
    }
    if (seconds > MAX_SECONDS) {
      return Long.MAX_VALUE;
    }
    // Both ends of the range lie inside a second, so the last step may still leave it.
    if (seconds == MIN_SECONDS) {
      long rest = (seconds + 1) * NANOS;
      long missing = NANOS - fraction;
      return rest - Long.MIN_VALUE < missing ? Long.MIN_VALUE : rest - missing;
    }
    long whole = seconds * NANOS;
    return whole > Long.MAX_VALUE - fraction ? Long.MAX_VALUE : whole + fraction;
  }

  static String write(Instant instant) {
    var time =
        (instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant).atOffset(ZoneOffset.UTC);
    var text = new StringBuilder(30);
    append(text, time.getYear() / 100);
    append(text, time.getYear() % 100);
    append(text.append('-'), time.getMonthValue());
    append(text.append('-'), time.getDayOfMonth());
    append(text.append('T'), time.getHour());
    append(text.append(':'), time.getMinute());
    append(text.append(':'), time.getSecond());
    appendFraction(text, time.getNano());
    return text.append('Z').toString();
  }

  private static void append(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static void appendFraction(StringBuilder text, int nanos) {
    if (nanos == 0) {
      return;
    }
    text.append('.');
    int rest = nanos;
    for (int unit = 100_000_000; rest > 0; unit /= 10) {
      text.append((char) ('0' + rest / unit));
      rest %= unit;
    }
  }

  private static boolean isDateAndTime(String text) {
    if (text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return false;
    }
    int century = two(text, 0);
    int year = two(text, 2);
    int month = two(text, 5);
    int day = two(text, 8);
    return century >= 0 && year >= 0 && month >= 1 && month <= 12 && day >= 1
        && day <= daysOf(century * 100 + year, month) && within(text, 11, 23) && within(text, 14, 59)
        && within(text, 17, 59);
  }

  private static boolean isZone(String text, int at) {
    if (at < 0 || at >= text.length()) {
      return false;
    }
    char sign = text.charAt(at);
    if (sign == 'Z') {
      return text.length() == at + 1;
    }
    return (sign == '+' || sign == '-') && text.length() == at + 6 && text.charAt(at + 3) == ':'
        && within(text, at + 1, 23) && within(text, at + 4, 59);
  }

  /** Where the zone begins; −1 when the fraction has no digit or too many. */
  private static int fractionEnd(String text) {
    if (text.charAt(SECONDS_END) != '.') {
      return SECONDS_END;
    }
    int end = SECONDS_END + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    int digits = end - SECONDS_END - 1;
    return digits == 0 || digits > MAX_FRACTION ? -1 : end;
  }

  private static boolean within(String text, int at, int max) {
    int value = two(text, at);
    return value >= 0 && value <= max;
  }

  private static int two(String text, int at) {
    char tens = text.charAt(at);
    char ones = text.charAt(at + 1);
    return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Counts from 1 March, so that the leap day is the last of its year. */
  private static long daysSinceEpoch(int year, int month, int day) {
    long shifted = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(shifted, 400L);
    long yearOfEra = shifted - era * 400;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
  }

  private static String excerpt(@Nullable String text) {
    if (text == null) {
      return "nothing";
    }
    return text.length() <= 40 ? "'" + text + "'" : "'" + text.substring(0, 40) + "…'";
  }
}
