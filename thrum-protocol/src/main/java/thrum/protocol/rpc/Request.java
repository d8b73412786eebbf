package thrum.protocol.rpc;

/** The parameters of one method; {@code R} is what the method answers with. */
public interface Request<R> {

  /** The method that takes these parameters. */
  Method<? extends Request<R>, R> method();
}
