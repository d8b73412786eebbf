/** The JSONL files: routing, appending, reading, torn tails (03 §3.3, §4). */
@NullMarked
package thrum.core.log;

import org.jspecify.annotations.NullMarked;
