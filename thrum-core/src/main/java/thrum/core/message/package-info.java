/**
 * Messages: what may be sent, edited, deleted and marked as read, whom a mention reaches, and the lists
 * of messages (02 §4.5, §5).
 */
@NullMarked
package thrum.core.message;

import org.jspecify.annotations.NullMarked;
