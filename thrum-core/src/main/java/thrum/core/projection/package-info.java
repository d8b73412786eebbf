/** The SQLite projection of the two logs (03 §5). The only package that speaks JDBC. */
@NullMarked
package thrum.core.projection;

import org.jspecify.annotations.NullMarked;
