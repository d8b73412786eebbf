/** The domain, one package per feature. */
@NullMarked
package thrum.core;

import org.jspecify.annotations.NullMarked;
