/** The settings of a repository (03 §7). */
@NullMarked
package thrum.core.config;

import org.jspecify.annotations.NullMarked;
