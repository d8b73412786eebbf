/** Real daemons, killed at random moments: what was acknowledged must be there afterwards. */
@NullMarked
package thrum.cli.crash;

import org.jspecify.annotations.NullMarked;
