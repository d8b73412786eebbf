/**
 * What a remote commit holds, brought into the files and the projection of this machine (04 §2.4 to §2.6).
 * The remote
 * side may be hostile: nothing of it is checked out, and its sizes and names are checked before anything
 * else.
 */
@NullMarked
package thrum.core.sync.merge;

import org.jspecify.annotations.NullMarked;
