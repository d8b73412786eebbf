/** Commands as people type them, against a real repository and a real daemon in this process. */
@NullMarked
package thrum.cli.endtoend;

import org.jspecify.annotations.NullMarked;
