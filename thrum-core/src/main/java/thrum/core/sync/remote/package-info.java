/** What goes over the wire: the remote named origin, reached through the user's own git (04 §2.3). */
@NullMarked
package thrum.core.sync.remote;

import org.jspecify.annotations.NullMarked;
