/** The connection to the daemon, and starting one when none answers. */
@NullMarked
package thrum.cli.client;

import org.jspecify.annotations.NullMarked;
