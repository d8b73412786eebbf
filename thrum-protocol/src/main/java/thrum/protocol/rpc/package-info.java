/** JSON-RPC 2.0 over lines: envelope, framing, errors. */
@NullMarked
package thrum.protocol.rpc;

import org.jspecify.annotations.NullMarked;
