/** Daemons in this process, on real repositories and sockets. */
@NullMarked
package thrum.daemon.process;

import org.jspecify.annotations.NullMarked;
