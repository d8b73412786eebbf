/** Methods about messages. */
@NullMarked
package thrum.protocol.message;

import org.jspecify.annotations.NullMarked;
