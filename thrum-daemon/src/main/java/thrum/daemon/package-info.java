/** The long-running process: life cycle, servers and dispatch to the domain. */
@NullMarked
package thrum.daemon;

import org.jspecify.annotations.NullMarked;
