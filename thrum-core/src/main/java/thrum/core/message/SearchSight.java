package thrum.core.message;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.core.search.IndexReading;
import thrum.core.search.IndexReading.Match;
import thrum.core.search.Numbering;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.SearchMessages;

/**
 * Which messages a search may show: what the caller wrote and what his inbox reaches (02 §5.3), of these
 * those
 * by one author or to somebody. The author is the one that all see, also where a person wrote in his name.
 *
 * @param callerNumber how the index numbers the caller; {@link #NOBODY} when it has nothing of his
 * @param authorHint how numbers of messages tell that he wrote them
 * @param inbox the audiences of the caller's mail
 * @param audienceHints how numbers of messages tell that they are to one of them, as bits
 * @param to the audiences of the mail that is asked for; null for any
 */
record SearchSight(String caller, long callerNumber, int authorHint, Set<Long> inbox, long audienceHints,
    @Nullable String author, long authorNumber, @Nullable Set<Long> to) {

  private static final long NOBODY = -1;
  private static final String EVERYONE = "everyone";

  /** So many audiences leave no number out. */
  private static final long EVERY_HINT = -1;

  private static final String KEYS =
      "SELECT keys FROM audiences WHERE audience_id IN (SELECT value FROM json_each(?))";

  static SearchSight of(IndexReading index, SearchMessages request, AgentId caller) {
    var author = request.authorId();
    var inbox = inbox(index.sql(), caller);
    return new SearchSight(caller.value(), number(index, caller), Numbering.author(caller.value()), inbox,
        hints(index.sql(), inbox), author == null ? null : author.value(),
        author == null ? NOBODY : number(index, author),
        to(index.sql(), request.to()));
  }

  /** As the index remembers it. */
  boolean shows(Match match) {
    return (match.author() == callerNumber || inbox.contains(match.audience()))
        && (author == null || match.author() == authorNumber)
        && (to == null || to.contains(match.audience()));
  }

  /**
   * As it is.
   *
   * @param writer asked only where it matters
   */
  boolean shows(Supplier<String> writer, long audience) {
    return (inbox.contains(audience) || writer.get().equals(caller))
        && (author == null || author.equals(writer.get())) && (to == null || to.contains(audience));
  }

  private static long number(IndexReading index, AgentId agent) {
    return index.author(agent.value()).orElse(NOBODY);
  }

  private static Set<Long> inbox(Sql sql, AgentId agent) {
    return audiences(sql, Inbox.of(sql, agent).keys(sql));
  }

  private static long hints(Sql sql, Set<Long> audiences) {
    if (audiences.size() > Long.SIZE * 2) {
      return EVERY_HINT;
    }
    return sql.all(KEYS, row -> Numbering.audience(row.text(1)), JsonList.ofNumbers(audiences))
        .stream()
        .reduce(0L, (some, bit) -> some | bit);
  }

  /** Whose mail: an agent's or a person's, as it reaches him; else that to a role or a group. */
  private static @Nullable Set<Long> to(Sql sql, @Nullable String given) {
    if (given == null) {
      return null;
    }
    String trimmed = given.strip();
    String name = trimmed.startsWith("@") ? trimmed.substring(1) : trimmed;
    if (name.isEmpty()) {
      throw new Refused("invalid to filter");
    }
    var keys = new LinkedHashSet<String>();
    if (name.equalsIgnoreCase(EVERYONE)) {
      keys.add(AudienceKey.BROADCAST);
      keys.add(AudienceKey.group(EVERYONE));
    } else {
      for (String spelled : List.of(name, name.toLowerCase(Locale.ROOT))) {
        keys.add(AudienceKey.mention(spelled));
        keys.add(AudienceKey.group(spelled));
        if (sql.number("SELECT count(*) FROM agents WHERE agent_id = ?", spelled) != 0) {
          keys.addAll(Inbox.of(sql, new AgentId(spelled)).keys(sql));
        }
      }
    }
    return audiences(sql, keys);
  }

  private static Set<Long> audiences(Sql sql, Set<String> keys) {
    return new HashSet<>(Audiences.Some.withAny(sql, keys).ids());
  }
}
