package thrum.daemon.dispatch;

/** What becomes of a connection after a line. */
public sealed interface Reply {

  /** It is answered, and the next line may follow. Without its newline. */
  @SuppressWarnings("ArrayRecordComponent") // on its way to the socket, never compared
  record Line(byte[] bytes) implements Reply {}

  /** It is answered, and the connection closes. */
  @SuppressWarnings("ArrayRecordComponent") // as above
  record LastLine(byte[] bytes) implements Reply {}

  /** It leaves lines behind, and closes when the dialogue has ended. */
  record Takeover(Dialogue.Opening opening) implements Reply {}
}
