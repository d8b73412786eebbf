package thrum.core.sync.remote;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import thrum.core.git.GitCommand;
import thrum.core.sync.remote.Contact.Outcome;

/**
 * What Git said when it could not do its work with the remote. Only prose tells the kinds apart here: Git's
 * exit
 * code is the same for all of them. The locale is fixed, and what matches nothing keeps its own words.
 */
record Complaint(GitCommand.Answer answer) {

  private static final int LONGEST = 400;

  private static final List<String> NO_BRANCH =
      List.of("couldn't find remote ref", "could not find remote ref");

  private static final List<String> AUTH = List.of("authentication failed", "could not read username",
      "could not read password", "terminal prompts disabled", "permission denied",
      "host key verification failed",
      "invalid username or password", "access denied", "returned error: 401", "returned error: 403",
      "returned error: 407", "no supported authentication methods", "too many authentication failures",
      " denied to ", "not authorized", "unable to get password from user");

  private static final List<String> OFFLINE = List.of("could not resolve", "name or service not known",
      "temporary failure in name resolution", "connection refused", "connection timed out",
      "operation timed out",
      "network is unreachable", "no route to host", "failed to connect", "couldn't connect to server",
      "connection reset", "connection closed", "connection was aborted", "broken pipe", "early eof",
      "unexpected disconnect", "remote end hung up", "hung up unexpectedly", "rpc failed", "recv failure",
      "send failure", "empty reply from server", "ssl_error_syscall", "operation too slow", "timed out",
      "returned error: 5", "returned error: 429", "unable to connect", "invalid index-pack output",
      "bad pack header", "index-pack failed", "gnutls_handshake");

  Contact classified() {
    if (answer.exit() == GitCommand.Answer.NOT_RUN) {
      var outcome = answer.err().contains("longer than") ? Outcome.OFFLINE : Outcome.OTHER;
      return new Contact(outcome,
          outcome == Outcome.OFFLINE ? "the remote did not answer in time" : reason());
    }
    return new Contact(outcome(answer.err().toLowerCase(Locale.ROOT)), reason());
  }

  private static Outcome outcome(String said) {
    if (anyIn(NO_BRANCH, said)) {
      return Outcome.NO_BRANCH;
    }
    // First: a refusal is followed by the same words as a connection that breaks.
    if (anyIn(AUTH, said)) {
      return Outcome.AUTH_FAILED;
    }
    return anyIn(OFFLINE, said) ? Outcome.OFFLINE : Outcome.OTHER;
  }

  private static boolean anyIn(List<String> words, String said) {
    return words.stream().anyMatch(said::contains);
  }

  /** Git's words in one line, without credentials and control characters. */
  String reason() {
    var lines = answer.err()
        .lines()
        .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
        .map(line -> line.replaceFirst("^(fatal|error): ", ""))
        .filter(Complaint::tells)
        .distinct()
        .collect(Collectors.joining("; "));
    var shown = RemoteUrl.withoutCredentials(lines);
    if (shown.isEmpty()) {
      return "git ended with exit code " + answer.exit();
    }
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
  }

  /** Not the advice that Git adds, nor the heading of a list that follows elsewhere. */
  private static boolean tells(String line) {
    return !line.isEmpty() && !line.startsWith("hint:") && !line.startsWith("Please make sure")
        && !line.startsWith("and the repository exists") && !line.startsWith("To ");
  }
}
