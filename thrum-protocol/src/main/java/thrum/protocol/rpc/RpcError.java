package thrum.protocol.rpc;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Why a call failed, as its answer says it (02 §2.3). */
public record RpcError(int code, String message, @Nullable JsonNode data) {

  public static RpcError of(int code, String message, @Nullable String data) {
    return new RpcError(code, message, data == null ? null : StringNode.valueOf(data));
  }

  public static RpcError of(Refused refused) {
    return of(refused.code(), refused.text(), refused.data());
  }

  /** The error of a call to a method that is not there. */
  public static RpcError methodNotFound(String name) {
    return ErrorCode.METHOD_NOT_FOUND.with("method '" + name + "' is not registered");
  }

  /** The failure that a client throws for this answer. */
  public Refused asRefused() {
    return new Refused(code, message, dataText());
  }

  /** The data as text: itself when it is a string, else its JSON. */
  public @Nullable String dataText() {
    if (data == null || data.isNull()) {
      return null;
    }
    return data.isString() ? data.stringValue() : data.toString();
  }
}
