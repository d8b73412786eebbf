/** Forgetting what is old (02 §4.10, 04 §4). */
@NullMarked
package thrum.protocol.purge;

import org.jspecify.annotations.NullMarked;
