/** When cycles are due, with a time of the test's own. */
@NullMarked
package thrum.daemon.sync;

import org.jspecify.annotations.NullMarked;
