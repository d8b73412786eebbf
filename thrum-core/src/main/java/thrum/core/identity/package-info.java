/** Who acts: identity files, the choice among them, the agent's process (03 §6.1, §6.2). */
@NullMarked
package thrum.core.identity;

import org.jspecify.annotations.NullMarked;
