/** Runs what the documentation tells people to type. */
@NullMarked
package thrum.cli.documentation;

import org.jspecify.annotations.NullMarked;
