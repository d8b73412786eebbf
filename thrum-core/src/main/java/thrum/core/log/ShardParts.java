package thrum.core.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Continues a long shard in another file: Git stores a file anew whenever a line is added, so what one more
 * line costs
 * must not grow with the history. {@code messages/ada.jsonl} goes on in {@code messages/ada.2.jsonl}, then
 * {@code ada.3.jsonl}. Everybody reads all files of {@code messages/}, whatever their names, so that no line
 * ever has to
 * move. {@code events.jsonl} stays one file: 0.7 looks for its events nowhere else. Only the journal's thread
 * uses it.
 */
public final class ShardParts {

  /** Bytes beyond which a file takes no more lines from this machine; merging may still make it longer. */
  public static final long FULL = 512 << 10;

  private static final int LONGEST_NAME = 255;
  private static final Pattern FURTHER = Pattern.compile("\\.[1-9][0-9]{0,8}\\.jsonl$");

  private final LogFiles logs;
  private final Map<String, Integer> reached = new HashMap<>();

  public ShardParts(LogFiles logs) {
    this.logs = logs;
  }

  /**
   * Which file takes the next line of a shard: the first that is not full.
   *
   * @param logName the shard as {@link Routing} names it
   */
  public String open(String logName) throws IOException {
    if (!logName.startsWith(LogLayout.MESSAGES)) {
      return logName;
    }
    int part = reached.getOrDefault(logName, 1);
    String name = part(logName, part);
    while (logs.file(name).written() >= FULL && fits(part(logName, part + 1))) {
      name = part(logName, ++part);
    }
    reached.put(logName, part);
    return name;
  }

  /** The shard that a file is a part of: itself, or the one that it continues. */
  public static String shardOf(String logName) {
    return logName.startsWith(LogLayout.MESSAGES) ? FURTHER.matcher(logName).replaceFirst(LogLayout.SUFFIX)
        : logName;
  }

  private static String part(String logName, int number) {
    return number == 1 ? logName
        : logName.substring(0, logName.length() - LogLayout.SUFFIX.length()) + "." + number
            + LogLayout.SUFFIX;
  }

  private static boolean fits(String logName) {
    return logName.getBytes(StandardCharsets.UTF_8).length - LogLayout.MESSAGES.length() <= LONGEST_NAME;
  }
}
