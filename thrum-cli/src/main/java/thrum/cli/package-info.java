/** The command line: commands, rendering and the client of the daemon. */
@NullMarked
package thrum.cli;

import org.jspecify.annotations.NullMarked;
