/** Methods about groups. */
@NullMarked
package thrum.protocol.group;

import org.jspecify.annotations.NullMarked;
