/**
 * What agents keep for their next session: files of bytes in the worktree, and the text shown before them.
 */
@NullMarked
package thrum.core.context;

import org.jspecify.annotations.NullMarked;
