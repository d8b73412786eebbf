/**
 * {@code cli.exec}: the fast client hands a command line over, and both sides go on with frames (ruling 38).
 * Frames
 * need the JDK alone, so that a client that loads little can speak them.
 */
@NullMarked
package thrum.protocol.exec;

import org.jspecify.annotations.NullMarked;
