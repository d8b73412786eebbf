/** {@code thrum subscribe}, {@code unsubscribe} and {@code subscriptions} (01 §5.11). */
@NullMarked
package thrum.cli.subscription;

import org.jspecify.annotations.NullMarked;
