package thrum.daemon.exec;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import thrum.protocol.exec.Frame;
import thrum.protocol.exec.FromClient;
import thrum.protocol.exec.FromDaemon;

/** Much input, sent as a client does: never beyond the credit. */
final class BigInput {

  private final byte[] block = new byte[Frame.MOST_BYTES];
  private final CRC32 sum = new CRC32();
  private final long size;
  private long left;
  private long credit;
  private long most;

  BigInput(long size, long seed) {
    this.size = size;
    this.left = size;
    new SplittableRandom(seed).nextBytes(block);
  }

  /** Sends all of it, and returns what the command {@code count} should say. */
  String feed(FrameClient client) throws IOException {
    while (left > 0) {
      while (credit == 0) take(client.next());
      int count = (int) Math.min(Math.min(block.length, credit), left);
      sum.update(block, 0, count);
      client.send(new FromClient.Input(Arrays.copyOf(block, count)));
      credit -= count;
      left -= count;
    }
    client.send(new FromClient.EndOfInput());
    return size + " " + sum.getValue();
  }

  private void take(FromDaemon frame) throws IOException {
    if (!(frame instanceof FromDaemon.InputWanted wanted))
      throw new IOException("not asked for more: " + frame);
    credit += wanted.credit();
    most = Math.max(most, credit);
  }

  long mostOutstanding() {
    return most;
  }
}
