/** {@code thrum roles …}: the templates of a team's roles, and the preambles that agents get from them. */
@NullMarked
package thrum.cli.role;

import org.jspecify.annotations.NullMarked;
