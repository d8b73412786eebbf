/**
 * Has the daemon run a command line for this process, as the native client does. Only plain classes of the
 * JDK are touched on this way: whatever else is loaded, the caller waits for.
 */
@NullMarked
package thrum.cli.forward;

import org.jspecify.annotations.NullMarked;
