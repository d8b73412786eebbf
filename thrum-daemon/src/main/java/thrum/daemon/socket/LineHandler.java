package thrum.daemon.socket;

/** Answers one request line; the answer is a line too, without its newline. */
@FunctionalInterface
public interface LineHandler {
  byte[] answer(byte[] line);
}
