package thrum.core.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import thrum.core.message.Walk.Cut;
import thrum.core.message.Walk.Member;

/**
 * Lists conversations by their newest message, newest first, and inside each the oldest message first.
 *
 * @param places every message that is listed, newest first
 * @param walk reads the messages of conversations
 * @param audiences to which their messages are restricted, as a JSON array; null for all
 */
record Conversations(Places places, Walk walk, @Nullable String audiences) {

  /** Messages that are read of short conversations for each that is wanted. */
  private static final long MOST_EACH = 4;

  /** Long ones are read so many at once at least; else half as many as messages are still wanted. */
  private static final long LONG_AT_ONCE = 16;

  /** Rows of the first messages of the list. Nearly always conversations are short and read at once. */
  List<Long> first(long wanted) {
    var newest = newest(wanted);
    if (newest.isEmpty()) {
      return List.of();
    }
    var most = MOST_EACH * wanted;
    var inThreads = walk.ofThreads(names(newest), audiences, Cut.ANYWHERE, most);
    return inThreads.size() < most ? inOrder(newest, inThreads, wanted) : ofLong(newest, wanted);
  }

  /**
   * The newest place of each conversation that has one of the first messages of all: these alone are as many
   * as are wanted.
   */
  private List<Place> newest(long wanted) {
    var newest = new LinkedHashMap<String, Place>();
    for (var left = wanted; left > 0; left--) {
      var place = places.next();
      if (place == null) {
        break;
      }
      newest.putIfAbsent(place.group(), place);
    }
    return List.copyOf(newest.values());
  }

  private List<Long> ofLong(List<Place> newest, long limit) {
    var rows = new ArrayList<Long>();
    for (int from = 0; from < newest.size() && rows.size() < limit;) {
      var left = limit - rows.size();
      var to = (int) Math.min(newest.size(), from + Math.max(left / 2, LONG_AT_ONCE));
      var some = newest.subList(from, to);
      rows.addAll(inOrder(some, walk.ofThreads(names(some), audiences, Cut.AT_THE_END, left), left));
      from = to;
    }
    return rows;
  }

  private static String names(List<Place> places) {
    return JsonList.ofTexts(places.stream().map(Place::group).toList());
  }

  /** Joins what stands in the threads with the messages that are named like them. */
  private List<Long> inOrder(List<Place> newest, List<Member> inThreads, long limit) {
    var members = new ArrayList<>(inThreads);
    var names = new ArrayList<@Nullable String>();
    for (int i = 0; i < newest.size(); i++) {
      var place = newest.get(i);
      names.add(place.standsAlone() ? null : place.group());
      if (place.standsAlone()) {
        members.add(new Member(i, place));
      }
    }
    if (names.stream().anyMatch(Objects::nonNull)) {
      members.addAll(walk.ofNames(JsonList.ofTexts(names), audiences));
    }
    return members.stream()
        .distinct()
        .sorted(Member.ORDER)
        .limit(limit)
        .map(member -> member.place().row())
        .toList();
  }
}
