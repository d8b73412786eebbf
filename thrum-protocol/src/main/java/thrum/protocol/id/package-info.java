/** Identifiers, names and the texts derived from them. */
@NullMarked
package thrum.protocol.id;

import org.jspecify.annotations.NullMarked;
