/** Agents and users: registration, who they are, what they work on and the team's overview. */
@NullMarked
package thrum.core.agent;

import org.jspecify.annotations.NullMarked;
