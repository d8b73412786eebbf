/** Small files written whole: in one step, with the right permissions. */
@NullMarked
package thrum.core.file;

import org.jspecify.annotations.NullMarked;
