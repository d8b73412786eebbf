/** Sessions: their start and end, signs of life, and what is done in them. */
@NullMarked
package thrum.core.session;

import org.jspecify.annotations.NullMarked;
