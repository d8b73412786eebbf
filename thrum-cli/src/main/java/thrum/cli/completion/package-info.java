/** Scripts that complete command lines in four shells. */
@NullMarked
package thrum.cli.completion;

import org.jspecify.annotations.NullMarked;
