/** The Unix socket: binding, accepting, who is allowed in, and the life of a connection (02 §2). */
@NullMarked
package thrum.daemon.socket;

import org.jspecify.annotations.NullMarked;
