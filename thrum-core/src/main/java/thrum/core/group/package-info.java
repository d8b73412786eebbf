/** Groups: named audiences made of agents and roles. */
@NullMarked
package thrum.core.group;

import org.jspecify.annotations.NullMarked;
