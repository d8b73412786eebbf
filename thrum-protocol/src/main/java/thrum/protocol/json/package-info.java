/** How JSON is read and written, on the wire and in the log. */
@NullMarked
package thrum.protocol.json;

import org.jspecify.annotations.NullMarked;
