package thrum.core.message;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Json;

/** A JSON array as an argument of a statement, which then reads it with {@code json_each}. */
final class JsonList {

  private JsonList() {}

  static String ofTexts(Collection<? extends @Nullable String> values) {
    return Json.MAPPER.writeValueAsString(values);
  }

  static String ofNumbers(Collection<Long> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
