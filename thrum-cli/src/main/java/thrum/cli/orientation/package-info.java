/** Commands that tell who and where one is, and what the others do. */
@NullMarked
package thrum.cli.orientation;

import org.jspecify.annotations.NullMarked;
