package thrum.protocol.rpc;

import thrum.protocol.failure.Refused;

/** The codes of error answers and the texts that come with them (02 §2.3). */
public enum ErrorCode {
  PARSE_ERROR(-32700, "Parse error"),
  INVALID_REQUEST(-32600, "Invalid request"),
  METHOD_NOT_FOUND(-32601, "Method not found"),
  INTERNAL_ERROR(-32603, "Internal error"),
  /** Every failure inside a method; the text is the failure's own. */
  METHOD_FAILED(Refused.METHOD_FAILED, "Method failed"),
  /** The method exists, but not on this transport. */
  WRONG_TRANSPORT(-32001, "Not available on this transport");

  private final int code;
  private final String text;

  ErrorCode(int code, String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  public String text() {
    return text;
  }

  /** The error with this code's own text. */
  public RpcError with(String data) {
    return RpcError.of(code, text, data);
  }
}
