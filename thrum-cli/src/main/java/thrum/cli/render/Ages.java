package thrum.cli.render;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** How times are told to people (01 §1.9). An instant after {@code now} counts as now. */
public final class Ages {

  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  private static final int DAYS_BEFORE_A_DATE = 7;

  private final Instant now;

  public Ages(Instant now) {
    this.now = now;
  }

  /** For messages: as {@link #ago}, and the month and day from a week on. */
  public String agoOrDate(Instant then) {
    if (since(then).toDays() < DAYS_BEFORE_A_DATE) return ago(then);
    var date = LocalDateTime.ofInstant(then, ZoneOffset.UTC);
    return MONTHS[date.getMonthValue() - 1] + " " + date.getDayOfMonth();
  }

  /** {@code just now}, {@code 5m ago}, {@code 3h ago}, {@code 40d ago}. */
  public String ago(Instant then) {
    var age = since(then);
    if (age.toMinutes() < 1) return "just now";
    if (age.toHours() < 1) return age.toMinutes() + "m ago";
    if (age.toDays() < 1) return age.toHours() + "h ago";
    return age.toDays() + "d ago";
  }

  /** How long ago it was, in the form of {@link #length}. */
  public String lengthSince(Instant then) {
    return length(since(then));
  }

  /** {@code 42s}, {@code 17m}, {@code 2h15m}, {@code 3d4h}; the smaller unit only when it is not zero. */
  public static String length(Duration duration) {
    if (duration.toMinutes() < 1) return duration.toSeconds() + "s";
    if (duration.toHours() < 1) return duration.toMinutes() + "m";
    if (duration.toDays() < 1) return pair(duration.toHours(), "h", duration.toMinutesPart(), "m");
    return pair(duration.toDays(), "d", duration.toHoursPart(), "h");
  }

  /** {@code 2026-05-02 09:14:03}, in UTC. */
  public static String clock(Instant instant) {
    var time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return time.getYear() + "-" + two(time.getMonthValue()) + "-" + two(time.getDayOfMonth()) + " "
        + two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
  }

  private Duration since(Instant then) {
    var age = Duration.between(then, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static String pair(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : small + smallUnit);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
