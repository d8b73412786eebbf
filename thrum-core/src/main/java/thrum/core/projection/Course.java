package thrum.core.projection;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import thrum.core.log.LogLine;

/** A way through a log file to its end, line by line. */
interface Course extends Closeable {

  /**
   * Goes on by one line.
   *
   * @param apply takes the line when it has to be applied
   * @return false at the end of what is there; more may be appended later
   */
  boolean advance(Consumer<LogLine> apply) throws IOException;

  /** Bytes of the lines to be applied, as far as they are known. */
  long length();

  /**
   * How far the file is applied once the lines so far are; of use only at the end when lines were passed
   * over.
   */
  Position position();
}
