/** {@code thrum purge} (01 §5.9). */
@NullMarked
package thrum.cli.purge;

import org.jspecify.annotations.NullMarked;
