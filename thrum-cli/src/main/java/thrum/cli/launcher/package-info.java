/** The entry point of the process; the one place that touches its streams, environment and exit. */
@NullMarked
package thrum.cli.launcher;

import org.jspecify.annotations.NullMarked;
