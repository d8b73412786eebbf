/** What every command shares, and the table of all commands. */
@NullMarked
package thrum.cli.command;

import org.jspecify.annotations.NullMarked;
