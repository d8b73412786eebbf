package thrum.daemon.exec;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.daemon.dispatch.Dialogue;
import thrum.daemon.exec.ClientStreams.AfterStop;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.exec.Frame;
import thrum.protocol.exec.FrameStream;
import thrum.protocol.exec.FromClient;
import thrum.protocol.exec.FromDaemon;

/**
 * One client and its command. The connection's thread reads what the client sends; the command runs and
 * writes on a
 * virtual thread of its own. Whichever ends first takes the other along.
 */
final class Conversation implements Dialogue {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  /** A command that is nearly done may finish when the daemon stops. */
  private static final Duration GRACE = Duration.ofMillis(200);

  /** How long a client that does not read may keep the daemon from telling it. */
  private static final Duration LAST_WORDS = Duration.ofMillis(200);

  /** A cancelled command is told again: something it called may have swallowed the first time. */
  private static final Duration INSIST = Duration.ofMillis(50);

  private static final int NOT_SIGNALLED = 0;
  private static final int SIGNAL_BASE = 128;
  private static final int FAILED = 1;
  private static final String STOPPED =
      "Error: the daemon stopped before the command had ended; whether it was done is unknown";

  private final Work work;
  private final FrameSink sink;
  private final FrameStream frames;
  private final Streams streams;
  private final Wire wire;
  private final Thread command;
  private final Interruption interruption;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger signal = new AtomicInteger(NOT_SIGNALLED);

  /**
   * What the conversation is about.
   *
   * @param refusal the error line that tells a client to run the command itself
   * @param faults told about failures that are ours
   */
  record Work(ExecuteCommand request, CommandRunner runner, Function<Handoff, byte[]> refusal,
      Consumer<Throwable> faults) {}

  Conversation(Work work, FrameSink sink, FrameStream frames, Wire wire) {
    this.work = work;
    this.sink = sink;
    this.frames = frames;
    this.wire = wire;
    this.streams = new Streams(sink, work.request().tty());
    this.command = Thread.ofVirtual().name("thrum-command").unstarted(this::run);
    this.interruption = new Interruption(command);
    sink.writtenBy(interruption);
  }

  @Override
  public void hold() {
    command.start();
    try {
      listen();
    } catch (IOException gone) {
      LOG.debug("a client of cli.exec left or sent what cannot be understood", gone);
    } finally {
      endCommand();
    }
  }

  private void listen() throws IOException {
    for (Frame frame = frames.read(); frame != null; frame = frames.read()) {
      switch (FromClient.of(frame)) {
        case FromClient.Input input -> streams.arrived(input);
        case FromClient.EndOfInput _ -> streams.inputEnded();
        case FromClient.Resized resized -> streams.resized(resized.columns());
        case FromClient.Signalled signalled -> end(signalled.number());
      }
    }
  }

  private void end(int number) {
    if (signal.compareAndSet(NOT_SIGNALLED, number)) {
      streams.cancel();
      interruption.interrupt();
    }
  }

  /** Nobody is there any more: waits until nothing is left of the command. */
  private void endCommand() {
    if (ended.getCount() == 0) return;
    // Closed first: a command that fails for being cancelled has nothing more to say.
    wire.close();
    streams.cancel();
    try {
      do {
        interruption.interrupt();
      } while (!ended.await(INSIST.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  // On the command's own thread.

  private void run() {
    try {
      exit(work.runner().run(work.request(), streams));
    } catch (Handoff handoff) {
      handOff(handoff);
    } catch (RuntimeException | StackOverflowError fault) {
      fail(fault);
    } finally {
      ended.countDown();
      // The listening thread closes the connection; two that do would wait for each other.
      wire.stopReading();
    }
  }

  private void exit(int code) {
    try {
      streams.out().flush();
    } catch (IOException cancelled) {
      LOG.debug("the rest of the output has nobody to go to", cancelled);
    }
    finish(code);
  }

  private void handOff(Handoff handoff) {
    try {
      if (signal.get() == NOT_SIGNALLED && sink.refuse(work.refusal().apply(handoff))) return;
      if (signal.get() == NOT_SIGNALLED) work.faults().accept(handoff);
    } catch (IOException gone) {
      LOG.debug("a client left before it was told to run its command itself", gone);
    }
    finish(FAILED);
  }

  private void fail(Throwable fault) {
    boolean cancelled = signal.get() != NOT_SIGNALLED || streams.cancelled() || sink.broken();
    if (!cancelled) {
      work.faults().accept(fault);
      streams.say(
          "Error: the command failed in the daemon (" + fault + "); its log says more: thrum daemon logs");
    }
    finish(FAILED);
  }

  private void finish(int code) {
    int number = signal.get();
    try {
      sink.finish(
          new FromDaemon.Exited(number == NOT_SIGNALLED ? code & 0xFF : SIGNAL_BASE + number).frame());
    } catch (IOException gone) {
      LOG.debug("a client left before its command had ended", gone);
    }
  }

  // On a thread of the server.

  @Override
  public void stop() {
    try {
      if (ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) return;
      boolean again = streams.afterStop() == AfterStop.RUN_AGAIN;
      Thread.startVirtualThread(() -> tell(again ? "" : STOPPED)).join(LAST_WORDS);
    } catch (InterruptedException late) {
      Thread.currentThread().interrupt();
    } finally {
      wire.close();
    }
  }

  private void tell(String lastWords) {
    try {
      sink.finishFromOutside(new FromDaemon.Stopping(lastWords).frame());
    } catch (IOException gone) {
      LOG.debug("a client left before it was told that the daemon stops", gone);
    }
  }
}
