/** How requests find their handlers. */
@NullMarked
package thrum.daemon.dispatch;

import org.jspecify.annotations.NullMarked;
