/** What goes over a wire or into a file, as types; no I/O. */
@NullMarked
package thrum.protocol;

import org.jspecify.annotations.NullMarked;
