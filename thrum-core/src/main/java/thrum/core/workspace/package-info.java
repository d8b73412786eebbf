/** What an agent is working on, as Git sees it (03 §6.5). */
@NullMarked
package thrum.core.workspace;

import org.jspecify.annotations.NullMarked;
