/** The two ways a request can fail. */
@NullMarked
package thrum.protocol.failure;

import org.jspecify.annotations.NullMarked;
