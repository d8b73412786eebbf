/** Commands that read and change the configuration. */
@NullMarked
package thrum.cli.config;

import org.jspecify.annotations.NullMarked;
