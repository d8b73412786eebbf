/** The exchange with the Git remote: how it stands, and asking for one now (02, 04 §2.8). */
@NullMarked
package thrum.protocol.sync;

import org.jspecify.annotations.NullMarked;
