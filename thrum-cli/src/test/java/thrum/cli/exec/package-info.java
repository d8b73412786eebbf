/**
 * Commands inside the daemon: the same results as in a process of their own, and what they may not do there.
 */
@NullMarked
package thrum.cli.exec;

import org.jspecify.annotations.NullMarked;
