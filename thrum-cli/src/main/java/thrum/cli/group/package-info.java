/** Commands about named groups of recipients. */
@NullMarked
package thrum.cli.group;

import org.jspecify.annotations.NullMarked;
