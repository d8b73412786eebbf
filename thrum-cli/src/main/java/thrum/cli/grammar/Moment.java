package thrum.cli.grammar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;
import thrum.protocol.failure.Refused;
import thrum.protocol.time.LogTime;

/**
 * A moment in the past as people write it (01 §1.9): {@code 30d}, {@code 12h30m}, {@code 2026-01-31} or RFC
 * 3339, tried in this order.
 *
 * @param option the flag that it stands behind, for refusals
 */
public record Moment(String option, Instant now) {

  /** Refuses what is none of the four, with all of them. */
  public LogTime parse(String written) {
    String text = written.strip();
    if (text.endsWith("d")) {
      return days(text).map(this::ago).orElseThrow(() -> refused(written));
    }
    return duration(text).map(this::ago)
        .or(() -> date(text))
        .or(() -> time(text))
        .orElseThrow(() -> refused(written));
  }

  private Refused refused(String written) {
    return new Refused(option + " \"" + written + "\" names no moment; give days (30d), a duration (12h30m),"
        + " a date (2026-01-31) or a time (2026-01-31T12:00:00Z)");
  }

  private LogTime ago(Duration duration) {
    return LogTime.of(now.minus(duration));
  }

  private Optional<Duration> days(String text) {
    String number = text.substring(0, text.length() - 1);
    if (!number.chars().allMatch(c -> c >= '0' && c <= '9')) return Optional.empty();
    try {
      return within(Duration.ofDays(Long.parseLong(number)));
    } catch (NumberFormatException | ArithmeticException tooMany) {
      return Optional.empty();
    }
  }

  private Optional<Duration> duration(String text) {
    try {
      return within(DurationText.parse(text));
    } catch (TypeConversionException none) {
      return Optional.empty();
    }
  }

  /** Positive, and not back beyond 1970, from when there are no messages. */
  private Optional<Duration> within(Duration duration) {
    boolean fits = duration.isPositive() && duration.compareTo(Duration.between(Instant.EPOCH, now)) <= 0;
    return fits ? Optional.of(duration) : Optional.empty();
  }

  private static Optional<LogTime> date(String text) {
    try {
      return Optional.of(LogTime.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static Optional<LogTime> time(String text) {
    try {
      return Optional.of(LogTime.parse(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
