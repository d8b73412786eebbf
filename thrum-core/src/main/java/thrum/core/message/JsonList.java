package thrum.core.message;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.CanonicalJson;
import tools.jackson.databind.node.JsonNodeFactory;

/** A JSON array as an argument of a statement, which then reads it with {@code json_each}. */
final class JsonList {

  private JsonList() {}

  static String ofTexts(Collection<? extends @Nullable String> values) {
    var array = JsonNodeFactory.instance.arrayNode(values.size());
    values.forEach(array::add);
    return CanonicalJson.text(array); // a fifth of what the mapper takes for a short list
  }

  static String ofNumbers(Collection<Long> values) {
    var text = new StringBuilder(8 * values.size() + 2);
    for (var value : values) {
      text.append(text.isEmpty() ? '[' : ',').append(value.longValue());
    }
    return text.isEmpty() ? "[]" : text.append(']').toString();
  }
}
