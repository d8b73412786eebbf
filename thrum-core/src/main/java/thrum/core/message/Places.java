package thrum.core.message;

import org.jspecify.annotations.Nullable;

/** Messages of a list one after another, read from an index no further than asked. */
interface Places {

  /** The next place, or null at the end. */
  @Nullable
  Place next();
}
