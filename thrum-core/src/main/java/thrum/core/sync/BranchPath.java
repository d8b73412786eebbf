package thrum.core.sync;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import thrum.core.log.LogLayout;
import thrum.protocol.id.ShardName;

/** Which paths of the branch Thrum reads and writes (04 §2.4 step 3a, ruling 52). */
public final class BranchPath {

  public static final String EVENTS = LogLayout.EVENTS;
  public static final String MESSAGES = "messages";
  public static final String CONTEXT = "context";

  /** Larger files below {@value #CONTEXT} are left alone. */
  public static final int LARGEST_CONTEXT = 1 << 20;

  private static final int MAX_BYTES = 255;
  private static final String SHARD = ".jsonl";
  private static final Pattern CONTEXT_FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._@-]*\\.md");

  private BranchPath() {}

  /** A file of {@value #MESSAGES}, by its name there. */
  public static boolean isShard(String name) {
    return name.endsWith(SHARD) && ShardName.isExchanged(name.substring(0, name.length() - SHARD.length()));
  }

  /** A file of {@value #CONTEXT}, by its name there. */
  public static boolean isContext(String name) {
    return fits(name) && CONTEXT_FILE.matcher(name).matches();
  }

  private static boolean fits(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }
}
