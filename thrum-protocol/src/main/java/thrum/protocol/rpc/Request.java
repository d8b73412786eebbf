package thrum.protocol.rpc;

import java.time.Duration;

/** The parameters of one method; {@code R} is what the method answers with. */
public interface Request<R> {

  /** The method that takes these parameters. */
  Method<? extends Request<R>, R> method();

  /** How much longer than usual the answer may take, because it was asked to wait for something. */
  default Duration patience() {
    return Duration.ZERO;
  }
}
