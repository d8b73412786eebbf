/** Commands for the fast client, on a real socket with commands that only tests have. */
@NullMarked
package thrum.daemon.exec;

import org.jspecify.annotations.NullMarked;
