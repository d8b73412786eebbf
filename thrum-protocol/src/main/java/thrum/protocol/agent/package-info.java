/** Methods about agents and what they work on. */
@NullMarked
package thrum.protocol.agent;

import org.jspecify.annotations.NullMarked;
