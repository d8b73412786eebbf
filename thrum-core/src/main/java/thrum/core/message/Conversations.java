package thrum.core.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    var members = members(newest, Cut.ANYWHERE, most);
    return members.size() < most ? inOrder(newest, members, wanted) : ofLong(newest, wanted);
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
      rows.addAll(inOrder(some, members(some, Cut.AT_THE_END, left), left));
      from = to;
    }
    return rows;
  }

  private List<Member> members(List<Place> newest, Cut cut, long limit) {
    var threads = new ArrayList<String>(newest.size());
    var messages = new ArrayList<@Nullable String>(newest.size());
    for (var place : newest) {
      threads.add(place.group());
      messages.add(place.standsAlone() ? null : place.group());
    }
    return walk.ofConversations(JsonList.ofTexts(threads), JsonList.ofTexts(messages), audiences, cut, limit);
  }

  /** Rows of the members, and of the places that stand alone, which nobody was asked for. */
  private static List<Long> inOrder(List<Place> newest, List<Member> members, long limit) {
    var conversations = new ArrayList<List<Place>>(newest.size());
    for (var place : newest) {
      var conversation = new ArrayList<Place>(2);
      if (place.standsAlone()) {
        conversation.add(place);
      }
      conversations.add(conversation);
    }
    members.forEach(member -> conversations.get(member.conversation()).add(member.place()));
    var rows = new ArrayList<Long>();
    for (var conversation : conversations) {
      conversation.sort(PlaceOrder.OLDEST_FIRST.comparator());
      var last = -1L;
      for (var place : conversation) {
        if (rows.size() < limit && place.row() != last) { // twice where its own thread is named like a
                                                          // message
          rows.add(place.row());
        }
        last = place.row();
      }
    }
    return rows;
  }
}
