/** When the log is exchanged with the remote, and how that stands (04 §2.2, §2.8, §2.10). */
@NullMarked
package thrum.daemon.sync;

import org.jspecify.annotations.NullMarked;
