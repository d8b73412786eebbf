/** Methods about sessions. */
@NullMarked
package thrum.protocol.session;

import org.jspecify.annotations.NullMarked;
