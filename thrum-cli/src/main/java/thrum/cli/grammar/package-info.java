/** What the words of a command line mean: path, flags, lists, durations, suggestions. */
@NullMarked
package thrum.cli.grammar;

import org.jspecify.annotations.NullMarked;
