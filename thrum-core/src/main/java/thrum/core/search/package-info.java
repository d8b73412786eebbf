/**
 * Full text over message bodies: the words of a text, the query, how well a text fits it, and the index,
 * which
 * follows the projection on a thread of its own and is only ever a hint (what is shown is looked up).
 */
@NullMarked
package thrum.core.search;

import org.jspecify.annotations.NullMarked;
