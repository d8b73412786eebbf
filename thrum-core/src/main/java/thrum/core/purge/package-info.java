/** Forgetting what is old, here and on every clone (04 §4, ruling 43). */
@NullMarked
package thrum.core.purge;

import org.jspecify.annotations.NullMarked;
