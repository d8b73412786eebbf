package thrum.core.message;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.message.ListMessages;

/** The orders of {@code message.list} (02 §4.5 and the rulings' new methods). */
enum ListOrder {

  CREATED_DESCENDING,
  CREATED_ASCENDING,
  /** By the last change: the newest edit, or the creation of what was never edited. */
  CHANGED_DESCENDING,
  CHANGED_ASCENDING,
  /**
   * What an inbox without a stated order has always had: oldest cluster first, replies after their
   * parent.
   */
  CLUSTERED,
  /** Conversations by their newest listed message, newest first; inside one, oldest first. */
  CONVERSATIONS;

  static ListOrder of(ListMessages request) {
    var ascending = ascending(request.sortOrder());
    var inbox = request.forAgent() != null || request.forAgentRole() != null;
    var sortBy = request.sortBy();
    if (sortBy == null) {
      return created(ascending, inbox);
    }
    return switch (sortBy) {
      case "created_at" -> created(ascending, inbox);
      case "updated_at" -> Boolean.TRUE.equals(ascending) ? CHANGED_ASCENDING : CHANGED_DESCENDING;
      case "conversation" -> CONVERSATIONS;
      default -> throw new Refused("invalid sort_by: " + sortBy + " (must be 'created_at' or 'updated_at')");
    };
  }

  private static ListOrder created(@Nullable Boolean ascending, boolean inbox) {
    if (ascending == null && inbox) {
      return CLUSTERED;
    }
    return Boolean.TRUE.equals(ascending) ? CREATED_ASCENDING : CREATED_DESCENDING;
  }

  private static @Nullable Boolean ascending(@Nullable String sortOrder) {
    if (sortOrder == null) {
      return null;
    }
    return switch (sortOrder) {
      case "asc" -> true;
      case "desc" -> false;
      default -> throw new Refused("invalid sort_order: " + sortOrder + " (must be 'asc' or 'desc')");
    };
  }
}
