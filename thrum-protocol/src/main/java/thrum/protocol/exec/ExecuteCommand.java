package thrum.protocol.exec;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Runs a command line in the daemon on behalf of a client that started it (ruling 38). Frames follow instead
 * of an
 * answer; only a refusal is a JSON line, and its {@code data} is {@link #HANDOFF} when the client should run
 * the
 * command in a process of its own.
 *
 * @param argv the words behind the program's name: bytes, base64 in JSON
 * @param cwd the client's working directory, absolute
 * @param env its variables; all but those of {@link PassedVariables} are dropped
 * @param tty what is known of its standard streams
 * @param umask its file mode mask; null when it did not say
 * @param pid its process id
 * @param version what it was built as, in the form that {@code health} reports
 */
public record ExecuteCommand(List<byte[]> argv, String cwd, Map<String, String> env, Tty tty,
    @Nullable Integer umask, long pid, String version) implements Request<ExecuteCommand.Result> {

  public static final Method<ExecuteCommand, Result> METHOD =
      Method.of("cli.exec", ExecuteCommand.class, Result.class);

  /** The {@code data} of a refusal after which the client runs the command itself. */
  public static final String HANDOFF = "handoff";

  public ExecuteCommand {
    if (argv == null) throw Refused.required("argv");
    argv = Present.list(argv);
    cwd = Present.required(cwd, "cwd");
    env = passed(Present.map(env));
    tty = tty == null ? Tty.NONE : tty;
    if (pid <= 0) throw Refused.required("pid");
    version = Present.required(version, "version");
  }

  @Override
  public Method<ExecuteCommand, Result> method() {
    return METHOD;
  }

  private static Map<String, String> passed(Map<String, String> given) {
    var passed = new HashMap<String, String>();
    given.forEach((name, value) -> {
      if (value != null && PassedVariables.include(name)) passed.put(name, value);
    });
    return Map.copyOf(passed);
  }

  /** The words as text; empty when one of them is not valid UTF-8. */
  public Optional<List<String>> words() {
    var words = new ArrayList<String>(argv.size());
    for (byte[] word : argv) {
      try {
        words.add(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(word)).toString());
      } catch (CharacterCodingException undecodable) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(words));
  }

  /**
   * Which standard streams of the client are terminals.
   *
   * @param columns width of the terminal; 0 when it is unknown or none
   */
  public record Tty(boolean stdin, boolean stdout, boolean stderr, int columns) {

    /** No stream is a terminal. */
    public static final Tty NONE = new Tty(false, false, false, 0);

    public Tty {
      columns = Math.clamp(columns, 0, FromClient.Resized.MOST_COLUMNS);
    }
  }

  /** Never sent: frames take its place. */
  public record Result() {}
}
