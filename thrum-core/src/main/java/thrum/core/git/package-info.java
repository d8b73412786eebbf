/** What Git keeps about a directory, read without starting Git; and Git itself where only it knows. */
@NullMarked
package thrum.core.git;

import org.jspecify.annotations.NullMarked;
