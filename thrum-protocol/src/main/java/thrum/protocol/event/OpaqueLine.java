package thrum.protocol.event;

/** A line that is no event: not a JSON object within the bounds, or without an event id (03 §4.3). */
public final class OpaqueLine implements ParsedLine, LocalParsedLine {

  private final byte[] line;
  private final String why;

  OpaqueLine(byte[] line, String why) {
    this.line = line.clone();
    this.why = why;
  }

  /** The line as it was read, without a newline. */
  public byte[] bytes() {
    return line.clone();
  }

  /** What is wrong with it, for the health report. */
  public String why() {
    return why;
  }
}
