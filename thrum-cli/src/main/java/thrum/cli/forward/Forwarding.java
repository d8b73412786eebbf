package thrum.cli.forward;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import thrum.cli.Invocation;
import thrum.cli.client.DaemonChannel;
import thrum.core.repository.Repository;
import thrum.core.repository.Start;
import thrum.protocol.exec.BadFrame;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.exec.Frame;
import thrum.protocol.exec.FrameStream;
import thrum.protocol.exec.FromDaemon;
import thrum.protocol.failure.Refused;
import thrum.protocol.rpc.ErrorCode;
import thrum.protocol.rpc.LineFrames;
import thrum.protocol.rpc.RpcCodec;
import thrum.protocol.rpc.RpcError;

/** One command line on its way to the daemon and back. */
public final class Forwarding {

  private static final int FAILED = 1;
  /** As a shell reports a process that wrote to a reader that is gone. */
  private static final int BROKEN_PIPE = 128 + 13;
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Path OWN_STATUS = Path.of("/proc/self/status");
  private static final String UMASK = "\nUmask:";

  private final Invocation invocation;
  private final Path socket;

  private Forwarding(Invocation invocation, Path socket) {
    this.invocation = invocation;
    this.socket = socket;
  }

  /**
   * Has the daemon of the caller's repository run the command.
   *
   * @return the exit code; empty when the command must be run in this process, of which nothing has been read
   * or written then
   */
  public static OptionalInt run(Invocation invocation) {
    if (LooksAfterDaemon.isMeantBy(invocation.arguments())) return OptionalInt.empty();
    var forwarding = new Forwarding(invocation, socket(invocation));
    try (var channel = DaemonChannel.open(forwarding.socket, invocation.process().user())) {
      return forwarding.over(channel);
    } catch (IOException nobodyThere) {
      return OptionalInt.empty();
    } catch (Refused foreign) {
      return OptionalInt.of(forwarding.failed("Error: " + foreign.getMessage()));
    }
  }

  private static Path socket(Invocation invocation) {
    String other = invocation.variable("THRUM_SOCKET");
    if (other != null) return invocation.path(other);
    return Repository.locate(new Start(invocation.directory(), NamedRepository.in(invocation.arguments()),
        invocation.variable("THRUM_HOME"))).socket();
  }

  private OptionalInt over(SocketChannel channel) {
    var watch = new SilenceWatch(invocation.process().user(), socket, channel, SILENCE, SILENCE);
    Thread.ofPlatform().daemon().name("thrum-silence").start(watch);
    try {
      var out = Channels.newOutputStream(channel);
      var in = new PushbackInputStream(Channels.newInputStream(channel));
      write(out, ExecLine.of(invocation, umask()));
      int first = in.read();
      watch.hear();
      if (first < 0) return OptionalInt.of(gone());
      in.unread(first);
      return first == '{' ? refused(in, out) : relayed(new FrameStream(in, out), watch);
    } catch (BadFrame unknown) {
      return OptionalInt.of(unknown());
    } catch (IOException e) {
      return OptionalInt.of(watch.gaveUp() ? silent() : gone());
    }
  }

  /** A daemon that is gone before it has read everything may have said why. */
  private static void write(OutputStream out, byte[] line) {
    try {
      out.write(line);
    } catch (IOException daemonGone) {
      Thread.onSpinWait();
    }
  }

  private OptionalInt relayed(FrameStream frames, SilenceWatch watch) throws IOException {
    var input = new InputPump(invocation.in(), frames);
    for (Frame frame = frames.read(); frame != null; frame = frames.read()) {
      // A switch over types would be linked at run time, which costs more than all the rest of this loop.
      FromDaemon said = FromDaemon.of(frame);
      watch.hear();
      if (said instanceof FromDaemon.Output output) {
        int broken = print(output.bytes());
        if (broken != 0) return OptionalInt.of(broken);
      } else if (said instanceof FromDaemon.ErrorOutput output) {
        complain(output.bytes());
      } else if (said instanceof FromDaemon.InputWanted wanted) {
        input.allow(wanted.credit());
      } else if (said instanceof FromDaemon.Exited exited) {
        return OptionalInt.of(exited.code());
      } else if (said instanceof FromDaemon.Stopping stopping) {
        String text = stopping.text();
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(failed(text.stripTrailing()));
      }
    }
    return OptionalInt.of(gone());
  }

  /** Writes to standard output; returns the exit code when nobody reads it, else 0. */
  private int print(byte[] bytes) {
    try {
      invocation.out().write(bytes);
      return 0;
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      return reason.contains("Broken pipe") ? BROKEN_PIPE
          : failed("Error: cannot write the output: " + reason);
    }
  }

  /** Nobody can be told that the stream of errors is broken. */
  private void complain(byte[] bytes) {
    try {
      invocation.err().write(bytes);
    } catch (IOException broken) {
      Thread.onSpinWait();
    }
  }

  private OptionalInt refused(InputStream in, OutputStream out) throws IOException {
    byte[] line = new LineFrames(in, out).read();
    if (line == null) return OptionalInt.of(gone());
    RpcError error;
    try {
      error = RpcCodec.readAnswer(line).error();
    } catch (RuntimeException notJson) {
      return OptionalInt.of(unknown());
    }
    if (error == null) return OptionalInt.of(unknown());
    // A daemon that does not know the method is of another version.
    boolean handedBack = ExecuteCommand.HANDOFF.equals(error.dataText())
        || error.code() == ErrorCode.METHOD_NOT_FOUND.code();
    return handedBack ? OptionalInt.empty() : OptionalInt.of(failed("Error: " + error.message()));
  }

  private int gone() {
    return failed("Error: the daemon at " + socket + " ended before the command did; whether that was done is"
        + " unknown (thrum daemon logs may tell more)");
  }

  private int silent() {
    return failed(
        "Error: the daemon at " + socket + " does not answer any more; whether the command was done is"
            + " unknown. To look: thrum daemon status; to end it: thrum daemon restart");
  }

  private int unknown() {
    return failed("Error: the daemon at " + socket
        + " sent something unknown; if it does so again: thrum daemon restart");
  }

  private int failed(String line) {
    complain((line + "\n").getBytes(StandardCharsets.UTF_8));
    return FAILED;
  }

  private static int umask() {
    try {
      String status = Files.readString(OWN_STATUS);
      int at = status.indexOf(UMASK);
      int end = status.indexOf('\n', at + 1);
      return at < 0 || end < 0 ? -1 : Integer.parseInt(status.substring(at + UMASK.length(), end).strip(), 8);
    } catch (IOException | NumberFormatException unknown) {
      return -1;
    }
  }
}
