/** Logs that an older version wrote, brought into today's form (03 §4.6). */
@NullMarked
package thrum.core.log.migration;

import org.jspecify.annotations.NullMarked;
