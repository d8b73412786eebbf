/** Which method of the protocol is answered by which decision or query of the core: one line each. */
@NullMarked
package thrum.daemon.api;

import org.jspecify.annotations.NullMarked;
