package thrum.protocol.rpc;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Binds the parameters of a call to a record (02 §2.2). */
final class Params {

  private Params() {}

  /** @throws Refused when they do not fit, or when the record refuses them */
  static <P> P bind(@Nullable JsonNode params, Class<P> type) {
    if (params != null && !params.isObject()) {
      throw new Refused("invalid request: params must be an object");
    }
    try {
      return Json.MAPPER.treeToValue(params == null ? JsonNodeFactory.instance.objectNode() : params, type);
    } catch (JacksonException e) {
      throw refusal(e);
    }
  }

  /** As {@link #bind}, but parameters that do not fit count as absent. */
  static <P> P bindOrEmpty(@Nullable JsonNode params, Class<P> type) {
    try {
      return bind(params, type);
    } catch (Refused misfit) {
      return bind(null, type);
    }
  }

  private static Refused refusal(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        return refused;
      }
      if (cause instanceof IllegalArgumentException) {
        return misfit(e, cause.getMessage());
      }
    }
    return misfit(e, "wrong type of value");
  }

  private static Refused misfit(JacksonException e, @Nullable String reason) {
    var refused = new Refused("invalid request: " + path(e) + reason);
    refused.initCause(e);
    return refused;
  }

  private static String path(JacksonException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      var name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.isEmpty() ? "" : path.append(": ").toString();
  }
}
