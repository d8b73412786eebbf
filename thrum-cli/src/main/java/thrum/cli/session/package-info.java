/** Commands about sessions, intents and tasks. */
@NullMarked
package thrum.cli.session;

import org.jspecify.annotations.NullMarked;
