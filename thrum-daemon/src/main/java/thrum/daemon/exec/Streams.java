package thrum.daemon.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.daemon.exec.CommandOutput.Passing;
import thrum.protocol.exec.BadFrame;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.exec.FromClient;
import thrum.protocol.exec.FromDaemon;

/** The streams of one command, fed by what its client sends. */
final class Streams implements ClientStreams {

  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  private final RequestedInput in;
  private final CommandOutput out;
  private final CommandOutput err;
  private volatile int columns;
  private volatile boolean cancelled;
  private volatile AfterStop afterStop = AfterStop.FAIL;

  Streams(FrameSink sink, ExecuteCommand.Tty tty) {
    in = new RequestedInput(credit -> {
      var frame = new FromDaemon.InputWanted(credit).frame();
      sink.send(frame.type(), frame.payload(), 0, frame.payload().length);
    });
    out = new CommandOutput(sink, FromDaemon.OUTPUT, tty.stdout() ? Passing.BY_LINE : Passing.BY_BLOCK);
    err = new CommandOutput(sink, FromDaemon.ERROR_OUTPUT, Passing.AT_ONCE);
    columns = tty.columns();
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public OutputStream err() {
    return err;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void whenTheDaemonStops(AfterStop next) {
    afterStop = next;
  }

  AfterStop afterStop() {
    return afterStop;
  }

  void arrived(FromClient.Input input) throws BadFrame {
    in.arrived(input.bytes());
  }

  void inputEnded() throws BadFrame {
    in.end();
  }

  void resized(int now) {
    columns = now;
  }

  /** A last line on standard error. */
  void say(String line) {
    try {
      out.flush();
      err.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      LOG.debug("nobody is there to be told: {}", line, gone);
    }
  }

  boolean cancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
    // Output first: a command that wakes up because its input ended must not have a say any more.
    out.cancel();
    err.cancel();
    in.cancel();
  }
}
