/** Commands about agents and their registration. */
@NullMarked
package thrum.cli.agent;

import org.jspecify.annotations.NullMarked;
