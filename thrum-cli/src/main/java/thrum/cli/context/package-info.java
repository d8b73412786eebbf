/** {@code thrum context …}: what an agent keeps for its next session. */
@NullMarked
package thrum.cli.context;

import org.jspecify.annotations.NullMarked;
