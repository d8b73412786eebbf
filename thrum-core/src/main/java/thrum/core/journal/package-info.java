/** The write path: one writer, two logs, nothing acknowledged before it is on disk. */
@NullMarked
package thrum.core.journal;

import org.jspecify.annotations.NullMarked;
