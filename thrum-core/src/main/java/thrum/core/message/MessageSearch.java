package thrum.core.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.search.IndexReading;
import thrum.core.search.IndexReading.Match;
import thrum.core.search.MessageIndex;
import thrum.core.search.Query;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.FoundMessage;
import thrum.protocol.message.SearchMessages;

/**
 * {@code message.search} (rulings, "New methods"). The index proposes; what is shown is looked up as it is
 * now,
 * so nothing deleted, purged, edited away or addressed to others shows through, however late the index is. Up
 * to {@link #RANKED} messages are put in order of how well they fit; of more, the newest come first, because
 * comparing them all would take too long.
 */
public final class MessageSearch {

  /** More messages than this are not compared. */
  static final int RANKED = 1000;

  /** Matches looked at to learn whether there are more. */
  private static final int LOOKED_AT = 2 * RANKED;

  /** Of the messages compared, how many by their text; the others, which are long, by their length. */
  private static final int WEIGHED = 200;

  /** Matches looked at for one page, when hardly any of them is for the caller. */
  private static final int MOST = 50_000;

  private final SearchMessages request;
  private final Query query;
  private final AgentId caller;
  private final @Nullable SearchPlace after;

  /** Refuses a query without words and a {@code before} that no answer gave. */
  public MessageSearch(SearchMessages request, AgentId caller) {
    this.request = request;
    this.query = Query.parse(request.query());
    this.caller = caller;
    this.after = request.before() == null ? null : SearchPlace.parse(request.before());
  }

  /** Searches as far as the index goes at this moment. */
  public SearchMessages.Result run(MessageIndex index) {
    return index.read(this::answer)
        .orElseGet(() -> new SearchMessages.Result(List.of(), 0, true, null, true));
  }

  private SearchMessages.Result answer(IndexReading index) {
    var sight = SearchSight.of(index, request, caller);
    var texts = new SearchTexts(index.sql(), query, sight, Reader.of(index.sql(), caller), request.since());
    return new Answering(index, sight, texts).answer();
  }

  /** One answer, from one state of index and projection. */
  private final class Answering {
    private final IndexReading index;
    private final SearchSight sight;
    private final SearchTexts texts;
    private final boolean complete;

    Answering(IndexReading index, SearchSight sight, SearchTexts texts) {
      this.index = index;
      this.sight = sight;
      this.texts = texts;
      this.complete = index.isComplete();
    }

    SearchMessages.Result answer() {
      var few = after != null && after.byTime() ? Optional.<List<Weighed>>empty()
          : index.rareWord(query, request.since()).flatMap(texts::weigh);
      return few.map(this::best).orElseGet(this::byAllWords);
    }

    private SearchMessages.Result byAllWords() {
      var looked = look(Long.MIN_VALUE);
      var seen = looked.stream().filter(sight::shows).toList();
      boolean all = looked.size() <= LOOKED_AT;
      boolean byTime = after != null ? after.byTime() : !all || seen.size() > RANKED;
      return byTime ? newest(looked, seen.size(), all) : best(weigh(seen));
    }

    private List<Match> look(long behind) {
      return index.matches(query, behind, request.since(), LOOKED_AT + 1);
    }

    private List<Weighed> weigh(List<Match> seen) {
      var likely = seen.stream().sorted(Comparator.comparingDouble(this::least).reversed()).toList();
      int read = Math.min(WEIGHED, likely.size());
      var weighed = new ArrayList<>(texts.weigh(likely.subList(0, read)));
      likely.stream()
          .skip(read)
          .forEach(match -> weighed.add(Weighed.byScore(least(match), match.doc())));
      return weighed;
    }

    private SearchMessages.Result best(List<Weighed> weighed) {
      var page = weighed.stream()
          .filter(message -> after == null || message.place().compareTo(after) > 0)
          .sorted(Comparator.comparing(Weighed::place))
          .limit(request.limit() + 1L)
          .toList();
      boolean more = page.size() > request.limit();
      var shown = page.subList(0, more ? request.limit() : page.size());
      return result(texts.show(shown), weighed.size(), !complete, more ? shown.getLast().place() : null);
    }

    private double least(Match match) {
      return match.scoresAtLeast(query);
    }

    private SearchMessages.Result newest(List<Match> first, long seen, boolean all) {
      var page = new LinkedHashMap<Long, FoundMessage>();
      var looked = after == null ? first : look(after.doc());
      SearchPlace next = null;
      int passed = 0;
      while (!looked.isEmpty() && next == null) {
        passed += looked.size();
        next = fill(page, looked.stream().filter(sight::shows).toList());
        long last = looked.getLast().doc();
        boolean ended = looked.size() <= LOOKED_AT;
        if (next == null && !ended && passed >= MOST) {
          next = SearchPlace.byTime(last);
        }
        looked = ended || next != null ? List.of() : look(last);
      }
      return result(page.values(), seen, !all || !complete, next);
    }

    /** Adds to the page what fits; gives the place behind which to go on when there is more than that. */
    private @Nullable SearchPlace fill(Map<Long, FoundMessage> page, List<Match> matches) {
      long last = 0;
      for (int at = 0; at < matches.size();) {
        int end = Math.min(matches.size(), at + request.limit() + 1 - page.size());
        var part = matches.subList(at, end);
        var read = texts.read(docs(part));
        for (var match : part) {
          var text = read.get(match.doc());
          if (text != null && page.size() == request.limit()) {
            return SearchPlace.byTime(last);
          }
          if (text != null) {
            page.put(match.doc(), text);
            last = match.doc();
          }
        }
        at = end;
      }
      return null;
    }

    private SearchMessages.Result result(Collection<FoundMessage> messages, long total, boolean estimate,
        @Nullable SearchPlace next) {
      return new SearchMessages.Result(List.copyOf(messages), total, estimate,
          next == null ? null : next.text(), !complete);
    }
  }

  private static List<Long> docs(Collection<Match> matches) {
    return matches.stream().map(Match::doc).toList();
  }
}
