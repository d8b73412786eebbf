/** The daemon's life: locks, opening the store, serving, stopping (02 §1). */
@NullMarked
package thrum.daemon.process;

import org.jspecify.annotations.NullMarked;
