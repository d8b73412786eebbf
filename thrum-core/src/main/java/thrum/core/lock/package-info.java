/** Locks that other programs see: {@code flock(2)}, the kind that a 0.7 daemon takes too. */
@NullMarked
package thrum.core.lock;

import org.jspecify.annotations.NullMarked;
