/** Templates that a team writes for its roles, and the preambles that agents get from them (05 §6.4). */
@NullMarked
package thrum.core.role;

import org.jspecify.annotations.NullMarked;
