package thrum.protocol.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;

/** What a record makes of members that the other side left out, sent as null or sent empty. */
public final class Present {

  private Present() {}

  /** The text, or the empty one. */
  public static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  /** The text, or the default when it is absent or empty. */
  public static String textOr(@Nullable String given, String otherwise) {
    return given == null || given.isEmpty() ? otherwise : given;
  }

  /** The text, or null when it is empty: "optional" members are absent when empty (03 §3.2(5)). */
  public static @Nullable String optional(@Nullable String given) {
    return given == null || given.isEmpty() ? null : given;
  }

  /** An unmodifiable list without null elements; an empty one when there is none. */
  public static <T> List<T> list(@Nullable List<? extends @Nullable T> given) {
    if (given == null) {
      return List.of();
    }
    var present = new ArrayList<T>(given.size());
    for (T element : given) {
      if (element != null) {
        present.add(element);
      }
    }
    return Collections.unmodifiableList(present);
  }

  /** An unmodifiable map in the given order; an empty one when there is none. */
  public static <K, V> Map<K, V> map(@Nullable Map<K, V> given) {
    return given == null ? Map.of()
        : Collections.unmodifiableMap(new java.util.LinkedHashMap<>(given));
  }

  /**
   * The value of a parameter that a method cannot do without.
   *
   * @throws Refused {@code <parameter> is required}, when it is absent or empty
   */
  public static <T> T required(@Nullable T given, String parameter) {
    if (given == null || (given instanceof String text && text.isEmpty())) {
      throw Refused.required(parameter);
    }
    return given;
  }
}
