package thrum.protocol.rpc;

/**
 * A method by name, with the records that it takes and gives.
 *
 * @param name as it stands in a call, for example {@code message.send}
 * @param misfits what becomes of parameters that do not fit the record
 */
public record Method<P extends Request<R>, R>(String name, Class<P> params, Class<R> result,
    Misfits misfits) {

  /** What a method does about parameters of the wrong shape (02 §2.2). */
  public enum Misfits {
    /** The call is refused. */
    REFUSED,
    /** They count as absent: methods without parameters, and {@code agent.whoami}. */
    IGNORED
  }

  public static <P extends Request<R>, R> Method<P, R> of(String name, Class<P> params, Class<R> result) {
    return new Method<>(name, params, result, Misfits.REFUSED);
  }

  /** A method that ignores parameters of the wrong shape. */
  public static <P extends Request<R>, R> Method<P, R> lenient(String name, Class<P> params,
      Class<R> result) {
    return new Method<>(name, params, result, Misfits.IGNORED);
  }
}
