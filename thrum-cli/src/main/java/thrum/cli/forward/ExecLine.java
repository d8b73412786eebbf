package thrum.cli.forward;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import thrum.cli.Invocation;
import thrum.cli.Terminal;
import thrum.protocol.exec.PassedVariables;

/**
 * The request line of {@code cli.exec}, written by hand: the JSON library would cost more than the command.
 */
final class ExecLine {

  private final StringBuilder text = new StringBuilder(2048);

  private ExecLine() {}

  /** @param umask the caller's file mode mask; negative when it is unknown */
  static byte[] of(Invocation invocation, int umask) {
    var line = new ExecLine();
    line.text.append("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cli.exec\",\"params\":{\"argv\":");
    line.words(invocation.arguments());
    line.text.append(",\"cwd\":");
    line.string(invocation.directory().toString());
    line.text.append(",\"env\":");
    line.variables(invocation.environment());
    line.text.append(",\"tty\":");
    line.terminal(invocation.terminal());
    if (umask >= 0) line.text.append(",\"umask\":").append(umask);
    line.text.append(",\"pid\":").append(invocation.process().pid()).append(",\"version\":");
    line.string(invocation.process().build().full());
    return line.text.append("}}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void words(List<String> arguments) {
    char before = '[';
    for (String argument : arguments) {
      text.append(before).append('"');
      text.append(Base64.getEncoder().encodeToString(argument.getBytes(StandardCharsets.UTF_8))).append('"');
      before = ',';
    }
    text.append(arguments.isEmpty() ? "[]" : "]");
  }

  private void variables(Map<String, String> variables) {
    char before = '{';
    for (var variable : variables.entrySet()) {
      if (!PassedVariables.include(variable.getKey())) continue;
      text.append(before);
      string(variable.getKey());
      text.append(':');
      string(variable.getValue());
      before = ',';
    }
    text.append(before == '{' ? "{}" : "}");
  }

  private void terminal(Terminal terminal) {
    text.append("{\"stdin\":").append(terminal.stdin()).append(",\"stdout\":").append(terminal.stdout());
    text.append(",\"stderr\":").append(terminal.stderr()).append(",\"columns\":").append(terminal.columns());
    text.append('}');
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
