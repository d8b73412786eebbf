package thrum.protocol.exec;

import java.io.IOException;

/** The other side sent what is no frame; nothing behind it can be understood. */
public final class BadFrame extends IOException {

  private static final long serialVersionUID = 1L;

  public BadFrame(String what) {
    super(what);
  }
}
