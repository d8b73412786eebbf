/** The whole program: its table of commands, its help, and how a command line is run. */
@NullMarked
package thrum.cli.program;

import org.jspecify.annotations.NullMarked;
