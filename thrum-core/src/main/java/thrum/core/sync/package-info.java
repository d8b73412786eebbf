/** The branch that carries the log: made, checked out and committed to (04 §1). */
@NullMarked
package thrum.core.sync;

import org.jspecify.annotations.NullMarked;
