/** Methods about people. */
@NullMarked
package thrum.protocol.user;

import org.jspecify.annotations.NullMarked;
