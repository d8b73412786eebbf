/** The agent programs Thrum knows by name, and how a repository shows that it uses one (01 §3.1). */
@NullMarked
package thrum.core.runtime;

import org.jspecify.annotations.NullMarked;
