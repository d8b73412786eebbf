/** Text for people and JSON for programs: widths, ages, boxes, escapes. */
@NullMarked
package thrum.cli.render;

import org.jspecify.annotations.NullMarked;
