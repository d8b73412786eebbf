/** Keeps the objects of the branch small: many loose ones become few packs (ruling 78). */
@NullMarked
package thrum.core.sync.packing;

import org.jspecify.annotations.NullMarked;
