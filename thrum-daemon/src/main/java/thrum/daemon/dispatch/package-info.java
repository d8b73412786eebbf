/** From a line of JSON-RPC to the handler of its method and back (02 §2). */
@NullMarked
package thrum.daemon.dispatch;

import org.jspecify.annotations.NullMarked;
