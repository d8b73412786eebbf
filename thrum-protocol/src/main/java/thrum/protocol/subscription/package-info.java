/** Methods by which a session says what it wants to be told of. */
@NullMarked
package thrum.protocol.subscription;

import org.jspecify.annotations.NullMarked;
