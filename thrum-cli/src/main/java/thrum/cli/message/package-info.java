/** Commands that write and read messages. */
@NullMarked
package thrum.cli.message;

import org.jspecify.annotations.NullMarked;
