package thrum.core.message;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import thrum.core.projection.Sql;

/** The audiences that a list draws from. */
sealed interface Audiences {

  /** Every message, whomever it is addressed to. */
  record Every() implements Audiences {}

  /** The messages of these audiences only. */
  record Some(List<Long> ids) implements Audiences {

    private static final String WITH_KEYS = """
        SELECT a.audience_id FROM json_each(?) k CROSS JOIN audience_keys a ON a.key = k.value""";

    /** The audiences that have any of the keys. */
    static Some withAny(Sql sql, Set<String> keys) {
      var ids = new LinkedHashSet<>(sql.all(WITH_KEYS, row -> row.number(1), JsonList.ofTexts(keys)));
      return new Some(List.copyOf(ids));
    }

    /** As a JSON array: the form in which a statement of constant text takes any number of ids. */
    String json() {
      return JsonList.ofNumbers(ids);
    }
  }
}
