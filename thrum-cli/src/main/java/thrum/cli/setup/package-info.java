/** Commands that prepare a repository, a worktree or an agent. */
@NullMarked
package thrum.cli.setup;

import org.jspecify.annotations.NullMarked;
