/** Points in time as the log writes them. */
@NullMarked
package thrum.protocol.time;

import org.jspecify.annotations.NullMarked;
