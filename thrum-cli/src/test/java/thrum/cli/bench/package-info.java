/** What {@code scripts/bench} runs: the rows of the budget table on generated data. No test of its own. */
@NullMarked
package thrum.cli.bench;

import org.jspecify.annotations.NullMarked;
