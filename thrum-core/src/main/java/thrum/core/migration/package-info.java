/** {@code thrum migrate}: data that an old version kept in the checkout moves to the branch (04 §5.1). */
@NullMarked
package thrum.core.migration;

import org.jspecify.annotations.NullMarked;
