package thrum.core.sync;

import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.CycleReport.Push;
import thrum.core.sync.remote.Contact;
import thrum.core.sync.remote.Contact.Outcome;
import thrum.core.sync.remote.Origin;
import thrum.core.sync.remote.RemoteUrl;
import thrum.protocol.failure.Broken;

/** The steps of one cycle, and what they have come to so far. */
final class Exchange {

  private static final int ATTEMPTS = 5;

  private final SyncBranch branch;
  private final Origin origin;
  private final Joining joining;
  private final Committer committer;
  private final PushedUrls pushed;
  private final Pauses pauses;

  private final History history;

  private RemoteState state = RemoteState.LOCAL_ONLY;
  private boolean fetched;
  private boolean published = true;
  private @Nullable Push push;
  private int eventsIn;
  private int ignoredEntries = -1;

  /** What becomes of the commits that the branch has. */
  enum History {
    KEEP,
    /** One without a parent takes their place, here and on the remote or nowhere (04 §4). */
    REPLACE
  }

  Exchange(SyncBranch branch, Origin origin, Joining joining, Committer committer, PushedUrls pushed,
      Pauses pauses, History history) {
    this.history = history;
    this.branch = branch;
    this.origin = origin;
    this.joining = joining;
    this.committer = committer;
    this.pushed = pushed;
    this.pauses = pauses;
  }

  CycleReport local() {
    if (history == History.REPLACE) {
      committer.follow(committer.root());
      branch.forgetEarlierCommits();
    } else {
      committer.commitNow();
    }
    return report("");
  }

  CycleReport withRemote() {
    // Until it is known otherwise.
    state = RemoteState.OTHER;
    var url = origin.url();
    if (url.isEmpty()) {
      state = RemoteState.NONE;
      return local();
    }
    published = false;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var contact = attempt(url.get());
      if (contact.outcome() != Outcome.MOVED) {
        return report(contact.reason());
      }
      if (attempt < ATTEMPTS && !pauses.before(attempt)) {
        return report("interrupted between two attempts to push");
      }
    }
    return report(
        "others kept pushing to the branch during " + ATTEMPTS + " attempts; the next cycle goes on");
  }

  /** What went wrong in the middle, told as the end of this cycle. */
  CycleReport broken(Broken failure) {
    return report(String.valueOf(failure.getMessage()));
  }

  private Contact attempt(String url) {
    var contact = origin.fetch();
    state = state(contact.outcome());
    boolean answered = contact.ok() || contact.outcome() == Outcome.NO_BRANCH;
    fetched |= answered;
    // A branch that is gone from the remote is still here as it was fetched last.
    var remote = contact.outcome() == Outcome.NO_BRANCH ? null : branch.remoteTip();
    if (remote != null) {
      join(remote);
    }
    if (answered && history == History.REPLACE) {
      return replace(committer.root(), remote, url);
    }
    committer.commitNow();
    var head = branch.tip();
    published = head.equals(remote);
    if (!answered || published) {
      return contact.outcome() == Outcome.NO_BRANCH ? Contact.OK : contact;
    }
    return push(head, remote, url);
  }

  private void join(ObjectId remote) {
    var joined = joining.join(remote);
    eventsIn += joined.eventsIn();
    ignoredEntries = joined.ignoredEntries();
  }

  private Contact push(ObjectId head, @Nullable ObjectId remote, String url) {
    var contact = origin.push(head.name());
    state = state(contact.outcome());
    if (contact.ok()) {
      pushed(head, remote, url);
    }
    return contact;
  }

  /** The remote first: whoever sees its new history follows it, and so do we after a kill in between. */
  private Contact replace(ObjectId root, @Nullable ObjectId remote, String url) {
    var contact = origin.replace(root.name(), remote == null ? "" : remote.name());
    state = state(contact.outcome());
    if (contact.ok()) {
      committer.follow(root);
      pushed(root, remote, url);
      branch.forgetEarlierCommits();
    }
    return contact;
  }

  private void pushed(ObjectId head, @Nullable ObjectId remote, String url) {
    branch.published(head);
    var shown = RemoteUrl.withoutCredentials(url);
    push = new Push(remote == null ? null : remote.name(), head.name(), pushed.holds(shown) ? null : shown);
    pushed.add(shown);
    published = head.equals(branch.tip());
  }

  private static RemoteState state(Outcome outcome) {
    return switch (outcome) {
      case OK, MOVED -> RemoteState.OK;
      case NO_BRANCH -> RemoteState.NO_BRANCH;
      case REJECTED -> RemoteState.REJECTED;
      case OFFLINE -> RemoteState.OFFLINE;
      case AUTH_FAILED -> RemoteState.AUTH_FAILED;
      case OTHER -> RemoteState.OTHER;
    };
  }

  private CycleReport report(String error) {
    return new CycleReport(state, error, published, fetched, push, eventsIn, ignoredEntries);
  }
}
