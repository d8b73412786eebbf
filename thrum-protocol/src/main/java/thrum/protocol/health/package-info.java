/** The daemon's report about itself. */
@NullMarked
package thrum.protocol.health;

import org.jspecify.annotations.NullMarked;
