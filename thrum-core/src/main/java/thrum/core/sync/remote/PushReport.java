package thrum.core.sync.remote;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import thrum.core.git.GitCommand;
import thrum.core.sync.remote.Contact.Outcome;

/**
 * What {@code git push --porcelain} reported about the one reference:
 * {@code <flag> TAB <from>:<to> TAB <summary>}.
 * The flag decides; the words in brackets behind {@code !} are tokens of Git's (04 §2.3).
 */
record PushReport(GitCommand.Answer answer, Kind kind) {

  /** How it was pushed. */
  enum Kind {
    /** Only if the remote branch is part of what is pushed. */
    FOLLOWING,
    /** Whatever the remote branch is, as long as it is what we have seen. */
    REPLACING
  }

  private static final String REFUSED = "!";
  /** Git found out by itself that the remote is ahead. */
  private static final String STALE = "[rejected]";
  /** Two pushes met on the server; the later one may try again. */
  private static final List<String> MET_ANOTHER = List.of("failed to update ref", "incorrect old value",
      "cannot lock ref", "failed to lock", "unable to lock");
  /** The server knows of commits that ours do not follow: no news to who replaces them. */
  private static final List<String> LEFT_BEHIND = List.of("fetch first", "non-fast-forward");

  Contact outcome() {
    var line = statusLine();
    if (line.isEmpty()) {
      return answer.ok() ? Contact.OK : new Complaint(answer).classified();
    }
    var parts = line.get().split("\t", 3);
    if (!parts[0].equals(REFUSED)) {
      return answer.ok() ? Contact.OK : new Complaint(answer).classified();
    }
    var summary = parts[2];
    boolean moved = summary.startsWith(STALE) || metAnother(summary);
    return new Contact(moved ? Outcome.MOVED : Outcome.REJECTED, reason(summary));
  }

  private Optional<String> statusLine() {
    return answer.out().lines().filter(line -> line.split("\t", 3).length == 3).findFirst();
  }

  private boolean metAnother(String summary) {
    var said = (summary + " " + answer.err()).toLowerCase(Locale.ROOT);
    boolean behind = kind == Kind.FOLLOWING && LEFT_BEHIND.stream().anyMatch(said::contains);
    return !said.contains("hook declined") && (behind || MET_ANOTHER.stream().anyMatch(said::contains));
  }

  /** The server's own words say more than Git's summary of them. */
  private String reason(String summary) {
    var server = answer.err()
        .lines()
        .filter(line -> line.startsWith("remote:"))
        .map(line -> line.substring("remote:".length()).strip())
        .filter(line -> !line.isEmpty())
        .toList();
    var said = String.join("\n", server.isEmpty() ? List.of(summary) : server);
    var shown = new Complaint(new GitCommand.Answer(answer.exit(), "", said)).reason();
    return server.isEmpty() ? shown : shown + " " + summary.replaceFirst("^\\[[^]]*] ?", "");
  }
}
