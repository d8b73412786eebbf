package thrum.protocol.rpc;

import java.io.IOException;

/** The other side sent a line above the limit. */
public final class LineTooLong extends IOException {

  private static final long serialVersionUID = 1L;

  private final int limit;

  LineTooLong(int limit) {
    super("a line has more than " + limit + " bytes");
    this.limit = limit;
  }

  /** Bytes. */
  public int limit() {
    return limit;
  }

  /** The error that answers it before the connection is closed (02 §2.2). */
  public RpcError error() {
    return ErrorCode.INVALID_REQUEST.with("a line has more than " + limit + " bytes");
  }
}
