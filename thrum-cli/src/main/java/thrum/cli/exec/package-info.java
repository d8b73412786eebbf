/**
 * Commands that run inside the daemon for a client of {@code cli.exec}: what they may do there, and what not.
 */
@NullMarked
package thrum.cli.exec;

import org.jspecify.annotations.NullMarked;
