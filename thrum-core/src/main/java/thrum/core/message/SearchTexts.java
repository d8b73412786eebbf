package thrum.core.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.core.search.Fit;
import thrum.core.search.IndexReading;
import thrum.core.search.IndexReading.Match;
import thrum.core.search.Numbering;
import thrum.core.search.Query;
import thrum.core.search.RareWord;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Body;
import thrum.protocol.message.FoundMessage;
import thrum.protocol.time.LogTime;

/**
 * Reads what the index proposes as it is now, and leaves out what may not be shown or does not fit any more.
 */
record SearchTexts(Sql sql, Query query, SearchSight sight, Reader reader, @Nullable LogTime since) {

  private static final String SHOWN = "SELECT m.message_id, m.thread_id, m.reply_to, m.agent_id,"
      + " m.body_format, m.body_structured, m.created_at, m.updated_at, (" + Reader.UNREAD + ") = 0, j.value";

  private static final String BY_NUMBER = SHOWN + ", m.audience_id, m.created_ns, m.body_content"
      + " FROM json_each(?3) j CROSS JOIN search.docs d ON d.doc = j.value" + IndexReading.MESSAGE
      + "WHERE m.deleted = 0";

  private static final String BY_ROW = SHOWN
      + " FROM json_each(?3) j CROSS JOIN messages m ON m.rowid = j.value";

  /** That a character has in UTF-8, as Java counts characters. */
  private static final int MOST_BYTES = 3;

  /** Cut as bytes: for SQLite a text ends at the first character U+0000. */
  private static final String TO_BE_WEIGHED =
      "SELECT d.doc, m.rowid, m.agent_id, m.audience_id, m.created_ns,"
          + " substr(CAST(m.body_content AS BLOB), 1, " + MOST_BYTES * (Fit.WEIGHED + 1) + ")";

  private static final String PROPOSED = TO_BE_WEIGHED
      + " FROM json_each(?1) j CROSS JOIN search.docs d ON d.doc = j.value" + IndexReading.MESSAGE
      + "WHERE m.deleted = 0";

  /** LIKE tells upper from lower case outside ASCII, and knows no accents. */
  private static final String WITH_A_RARE_WORD = TO_BE_WEIGHED
      + " FROM (SELECT rowid AS doc FROM search.words"
      + " WHERE words MATCH ?5 AND rowid <= ?6 ORDER BY rowid LIMIT " + RareWord.MOST + ") w"
      + " CROSS JOIN search.docs d ON d.doc = w.doc" + IndexReading.MESSAGE + "WHERE " + Numbering.MAY_BE_OF
      + " AND (d.author = ?3 OR d.audience_id IN (SELECT value FROM json_each(?4)))"
      + " AND (d.sieve & ?9) = ?9 AND m.deleted = 0"
      + " AND (m.body_content LIKE ?7 OR octet_length(m.body_content) <> length(m.body_content))"
      + " LIMIT ?8";

  /** Those that may be shown, by their numbers in the index. One text at a time is in memory besides them. */
  Map<Long, FoundMessage> read(Collection<Long> docs) {
    var found = new HashMap<Long, FoundMessage>();
    if (!docs.isEmpty()) {
      sql.each(BY_NUMBER, row -> {
        if (mayBeShown(row, 4, 11)) {
          Fit.of(query, row.text(13)).ifPresent(fit -> found.put(row.number(10), found(row, fit)));
        }
      }, reader.agent(), reader.since(), JsonList.ofNumbers(docs));
    }
    return found;
  }

  /** Those of a page, in its order. */
  List<FoundMessage> show(List<Weighed> page) {
    var fits = new HashMap<Long, Fit>();
    for (Weighed message : page) {
      if (message.fit() != null) {
        fits.put(message.row(), message.fit());
      }
    }
    var known = new HashMap<Long, FoundMessage>();
    if (!fits.isEmpty()) {
      sql.each(BY_ROW, row -> {
        long at = row.number(10);
        known.put(at, found(row, Objects.requireNonNull(fits.get(at), "only these rows are read")));
      }, reader.agent(), reader.since(), JsonList.ofNumbers(fits.keySet()));
    }
    var read = read(page.stream().filter(message -> message.fit() == null).map(Weighed::doc).toList());
    return page.stream()
        .map(message -> message.fit() == null ? read.get(message.doc()) : known.get(message.row()))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * What those that may be shown score. One that lacks a phrase in the part that is weighed scores what it
   * does at least for its length.
   */
  List<Weighed> weigh(Collection<Match> matches) {
    var least = matches.stream().collect(Collectors.toMap(Match::doc, match -> match.scoresAtLeast(query)));
    var texts = new Weighed.Texts();
    var weighed = new ArrayList<Weighed>();
    sql.each(PROPOSED, row -> {
      if (mayBeShown(row, 3, 4)) {
        long doc = row.number(1);
        String beginning = row.text(6);
        if (beginning.length() <= Fit.WEIGHED) {
          Fit.of(query, beginning).ifPresent(fit -> weighed.add(texts.add(doc, row.number(2), fit)));
        } else {
          weighed.add(Weighed.byScore(
              Fit.score(query, beginning).orElseGet(() -> least.getOrDefault(doc, 0.0)), doc));
        }
      }
    }, JsonList.ofNumbers(least.keySet()));
    return weighed;
  }

  /** All that may be shown, looked for by a rare word; empty when there is too much to look at. */
  Optional<List<Weighed>> weigh(RareWord rare) {
    var some = new ByRareWord();
    sql.each(WITH_A_RARE_WORD, some::add, sight.authorHint(), sight.audienceHints(), sight.callerNumber(),
        JsonList.ofNumbers(sight.inbox()), rare.match(), IndexReading.until(since), rare.pattern(),
        ByRareWord.MOST + 1, rare.sieve());
    return some.isTooMuch() ? Optional.empty() : Optional.of(some.weighed);
  }

  /** What is found by a rare word. */
  private final class ByRareWord {

    /** Texts looked at; beyond, FTS5 is faster. */
    static final int MOST = 400;

    /** Characters looked at, likewise. */
    private static final int CHARACTERS = 1 << 20;

    private final List<Weighed> weighed = new ArrayList<>();
    private final Weighed.Texts texts = new Weighed.Texts();
    private int looked;
    private long characters;

    void add(Row row) {
      looked++;
      if (isTooMuch() || !mayBeShown(row, 3, 4)) {
        return;
      }
      String text = row.text(6);
      characters += text.length() > Fit.WEIGHED ? CHARACTERS + 1 : text.length();
      if (!isTooMuch()) {
        Fit.of(query, text).ifPresent(fit -> weighed.add(texts.add(row.number(1), row.number(2), fit)));
      }
    }

    boolean isTooMuch() {
      return looked > MOST || characters > CHARACTERS;
    }
  }

  /** @param audience the column of the audience, before that of the time */
  private boolean mayBeShown(Row row, int author, int audience) {
    return sight.shows(() -> row.text(author), row.number(audience))
        && (since == null || row.number(audience + 1) >= since.nanos());
  }

  private static FoundMessage found(Row row, Fit fit) {
    return new FoundMessage(new MessageId(row.text(1)), Columns.thread(row, 2), Columns.message(row, 3),
        new AgentId(row.text(4)), new Body(row.text(5), fit.text(), row.textOrNull(6)), Columns.time(row, 7),
        Columns.timeOrNull(row, 8), false, row.flag(9), fit.excerpt(), fit.score());
  }
}
