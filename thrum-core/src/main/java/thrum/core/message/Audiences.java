package thrum.core.message;

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
        SELECT DISTINCT audience_id FROM audience_keys WHERE key IN (SELECT value FROM json_each(?))""";

    /** The audiences that have any of the keys. */
    static Some withAny(Sql sql, Set<String> keys) {
      return new Some(sql.all(WITH_KEYS, row -> row.number(1), JsonList.ofTexts(keys)));
    }

    /** As a JSON array: the form in which a statement of constant text takes any number of ids. */
    String json() {
      return JsonList.ofNumbers(ids);
    }
  }
}
