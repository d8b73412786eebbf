/** Commands that start, stop and inspect the daemon. */
@NullMarked
package thrum.cli.daemon;

import org.jspecify.annotations.NullMarked;
