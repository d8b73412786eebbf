/** What agents keep for their next session: their context, and the preamble shown before it (02 §4.9). */
@NullMarked
package thrum.protocol.context;

import org.jspecify.annotations.NullMarked;
