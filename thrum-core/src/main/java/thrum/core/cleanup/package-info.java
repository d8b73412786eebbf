/** Letting agents go: deletion with all that is theirs, and who is left behind (03 §6.7). */
@NullMarked
package thrum.core.cleanup;

import org.jspecify.annotations.NullMarked;
