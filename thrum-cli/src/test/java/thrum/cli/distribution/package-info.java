/** The program as it is shipped: installed, moved, upgraded, with its caches whole or broken. */
@NullMarked
package thrum.cli.distribution;

import org.jspecify.annotations.NullMarked;
