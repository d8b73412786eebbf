/** Commands about the exchange of messages with the Git remote. */
@NullMarked
package thrum.cli.sync;

import org.jspecify.annotations.NullMarked;
