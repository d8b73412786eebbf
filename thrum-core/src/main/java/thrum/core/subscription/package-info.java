/** What sessions want to be told of, as facts of this machine (02 §4.7, ruling 58). */
@NullMarked
package thrum.core.subscription;

import org.jspecify.annotations.NullMarked;
