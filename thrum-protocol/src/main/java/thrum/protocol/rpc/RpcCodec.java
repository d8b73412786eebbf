package thrum.protocol.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC 2.0 as 02 §2.2 has it: lines in, lines out, without their newlines. */
public final class RpcCodec {

  private static final String VERSION = "2.0";

  private RpcCodec() {}

  /** Reads a line that arrived at the daemon; never throws. */
  public static Incoming readCall(byte[] line) {
    JsonNode json;
    try {
      json = Json.read(line);
    } catch (JacksonException e) {
      return new BadCall(null, ErrorCode.PARSE_ERROR.with(reason(e)));
    }
    if (!(json instanceof ObjectNode call)) {
      return new BadCall(null,
          ErrorCode.PARSE_ERROR.with("not a JSON object"));
    }
    var id = given(call, "id");
    if (!call.path("jsonrpc").stringValue("").equals(VERSION)) {
      return new BadCall(id, ErrorCode.INVALID_REQUEST.with("jsonrpc field must be '2.0'"));
    }
    var method = given(call, "method");
    if (method != null && !method.isString()) {
      return new BadCall(null, ErrorCode.PARSE_ERROR.with("method is not a string"));
    }
    return new RpcCall(id, method == null ? "" : method.stringValue(), given(call, "params"));
  }

  /**
   * The parameters of a call as the record of its method.
   *
   * @throws Refused {@code invalid request: …} when they do not fit; or what the record itself refuses, such
   * as a
   * parameter that is missing
   */
  public static <P extends Request<R>, R> P params(RpcCall call, Method<P, R> method) {
    var params = call.params();
    return switch (method.misfits()) {
      case REFUSED -> Params.bind(params, method.params());
      case IGNORED -> Params.bindOrEmpty(params, method.params());
    };
  }

  /** The answer to a call that succeeded; {@code Internal error} when the result cannot be encoded. */
  public static byte[] result(@Nullable JsonNode id, @Nullable Object result) {
    var line = new ByteArrayOutputStream(1024);
    try (var out = Json.MAPPER.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringProperty("jsonrpc", VERSION);
      if (id != null) {
        out.writeName("id");
        out.writeTree(id);
      }
      out.writeName("result");
      Json.MAPPER.writeValue(out, result);
      out.writeEndObject();
    } catch (JacksonException e) {
      return error(id, ErrorCode.INTERNAL_ERROR.with(reason(e)));
    }
    return line.toByteArray();
  }

  /** The answer to a call that failed. */
  public static byte[] error(@Nullable JsonNode id, RpcError error) {
    var answer = envelope(id);
    var body = answer.putObject("error").put("code", error.code()).put("message", error.message());
    if (error.data() != null) {
      body.set("data", error.data());
    }
    // By way of a string: a text that is no Unicode must not keep a caller from learning that its call
    // failed.
    return Json.MAPPER.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
  }

  /** A call as a client sends it. */
  public static <R> byte[] call(long id, Request<R> request) {
    var call = JsonNodeFactory.instance.objectNode()
        .put("jsonrpc", VERSION)
        .put("id", id)
        .put("method", request.method().name());
    call.set("params", Json.MAPPER.valueToTree(request));
    return Json.MAPPER.writeValueAsBytes(call);
  }

  /**
   * Reads an answer at the client.
   *
   * @throws Broken when it is not a JSON-RPC answer
   */
  public static RpcAnswer readAnswer(byte[] line) {
    try {
      if (Json.read(line) instanceof ObjectNode answer
          && answer.path("jsonrpc").stringValue("").equals(VERSION)) {
        return new RpcAnswer(given(answer, "id"), given(answer, "result"), error(answer));
      }
    } catch (JacksonException e) {
      throw badAnswer(reason(e), e);
    }
    throw badAnswer("not a JSON-RPC answer", null);
  }

  /**
   * The result in an answer.
   *
   * @throws Refused when the answer is an error
   * @throws Broken when the result does not fit the method's record
   */
  public static <R> R result(RpcAnswer answer, Method<?, R> method) {
    var error = answer.error();
    if (error != null) {
      throw error.asRefused();
    }
    try {
      var result = answer.result();
      return Json.MAPPER.treeToValue(result == null ? JsonNodeFactory.instance.objectNode() : result,
          method.result());
    } catch (JacksonException e) {
      throw badAnswer(method.name() + ": " + reason(e), e);
    }
  }

  private static ObjectNode envelope(@Nullable JsonNode id) {
    var answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", VERSION);
    if (id != null) {
      answer.set("id", id);
    }
    return answer;
  }

  private static @Nullable RpcError error(ObjectNode answer) {
    var error = given(answer, "error");
    if (error == null) {
      return null;
    }
    return new RpcError(error.path("code").intValue(Refused.METHOD_FAILED),
        error.path("message").stringValue(""),
        error.get("data"));
  }

  private static @Nullable JsonNode given(ObjectNode object, String name) {
    var value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static Broken badAnswer(String reason, @Nullable JacksonException cause) {
    return new Broken("the daemon's answer cannot be read", reason,
        "client and daemon may be of different versions: restart it with 'thrum daemon restart'", cause);
  }

  private static String reason(JacksonException e) {
    return e.getOriginalMessage();
  }
}
