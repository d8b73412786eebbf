/** The lines of the two logs as types. */
@NullMarked
package thrum.protocol.event;

import org.jspecify.annotations.NullMarked;
