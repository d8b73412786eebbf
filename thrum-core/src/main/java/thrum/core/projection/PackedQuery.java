package thrum.core.projection;

/**
 * A query whose rows the engine hands over as one text, a JSON array of arrays. Every column that is read
 * through the driver crosses into native code several times, which takes as long as finding the row did: rows
 * of many columns are read three times as fast this way. All of them are in memory at once, so this is for
 * pages and not for whole tables.
 *
 * <p>The values are texts, numbers or NULL; the engine cannot pack bytes.
 */
public final class PackedQuery {

  private final String text;

  private PackedQuery(String text) {
    this.text = text;
  }

  /**
   * Packs what a query selects, in its order.
   *
   * @param columns the names of the columns that are read, separated by commas
   * @param query selects columns of these names
   */
  public static PackedQuery of(String columns, String query) {
    return new PackedQuery("SELECT json_group_array(json_array(" + columns + ")) FROM (" + query + ")");
  }

  /** The statement, which always gives one row of one column. */
  String text() {
    return text;
  }
}
