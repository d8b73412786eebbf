package thrum.protocol.id;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The file that holds what an agent wrote (03 §2.4, §3.3). */
public final class ShardName {

  private static final String LEGACY_PREFIX = "agent:";
  private static final int MAX_BYTES = 255 - ".jsonl".length();

  private static final Pattern EXCHANGED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._@-]*");

  private ShardName() {}

  /**
   * The file's name without {@code .jsonl}; empty when the id comes from someone who means harm or cannot be
   * a file
   * name, and its lines go to {@code events.jsonl} instead.
   */
  public static Optional<String> of(AgentId author) {
    var id = author.value();
    var name = (id.startsWith(LEGACY_PREFIX) ? id.substring(LEGACY_PREFIX.length()) : id).replace(':', '_');
    return isSafe(name) ? Optional.of(name) : Optional.empty();
  }

  /**
   * Whether clones take a file of this name from each other (04 §2.4, ruling 52). Lines for any other stand
   * in
   * {@code events.jsonl}, so that they get everywhere.
   *
   * @param name without {@code .jsonl}
   */
  public static boolean isExchanged(String name) {
    return EXCHANGED.matcher(name).matches() && name.length() <= MAX_BYTES;
  }

  private static boolean isSafe(String name) {
    return !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('/') < 0
        && name.indexOf('\\') < 0 && name.codePoints().noneMatch(ShardName::isUnwritable)
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  private static boolean isUnwritable(int c) {
    return Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
