package thrum.cli.orientation;

import org.jspecify.annotations.Nullable;
import thrum.cli.render.Columns;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.Printable;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.ListTeam;
import thrum.protocol.agent.TeamMember;

/**
 * The text of {@code team} (01 §4.4).
 *
 * @param all whether members without a session were asked for
 */
record TeamPage(ListTeam.Result team, boolean all) {

  private static final int LABELS = 10;
  private static final int SESSION = 16;
  private static final int PATH = 30;
  private static final int AGE = 9;
  private static final int LINES = 6;

  void print(TextOut out) {
    if (team.members().isEmpty()) {
      out.line(all ? "Nobody is registered." : "Nobody has an open session. Everybody: thrum team --all");
    }
    boolean first = true;
    for (TeamMember member : team.members()) {
      if (!first) out.emptyLine();
      first = false;
      print(member, out);
    }
    if (team.sharedMessages() != null) shared(team.sharedMessages(), out);
  }

  private static void print(TeamMember member, TextOut out) {
    boolean active = member.status().equals("active");
    out.line("%s %s (%s)%s%s", active ? "●" : "○", Names.display(member.agentId()), member.module(),
        member.intent() == null ? "" : " — " + member.intent(),
        member.branch() == null ? "" : " [" + member.branch() + "]");
    if (member.claudePid() != 0) out.field("PID:", LABELS, member.claudePid());
    if (member.tmuxSession() != null) {
      out.field("Tmux:", LABELS, member.tmuxSession()
          + (member.tmuxState() == null ? "" : " [" + member.tmuxState() + "]"));
    }
    optional("Worktree:", member.worktree(), out);
    optional("Host:", member.hostname(), out);
    out.field("Session:", LABELS, session(member, out));
    optional("Intent:", member.intent(), out);
    optional("Task:", member.currentTask(), out);
    out.field("Inbox:", LABELS, member.inboxUnread() + " unread / " + member.inboxTotal() + " total");
    if (member.branch() != null) {
      out.field("Branch:", LABELS,
          member.branch() + " (" + Counts.of(member.unmergedCommits(), "commit") + " ahead)");
    }
    files(member, active, out);
  }

  private static String session(TeamMember member, TextOut out) {
    if (member.sessionId() == null) {
      return "offline (last seen "
          + (member.lastSeen() == null ? "never" : out.ages().ago(member.lastSeen().instant())) + ")";
    }
    String id = member.sessionId().value();
    String shown = id.length() > SESSION ? id.substring(0, SESSION) + "..." : id;
    return member.sessionStart() == null ? shown
        : shown + " (active " + out.ages().lengthSince(member.sessionStart().instant()) + ")";
  }

  private static void files(TeamMember member, boolean active, TextOut out) {
    if (member.fileChanges().isEmpty()) {
      if (active) out.field("Files:", LABELS, "(no changes)");
      return;
    }
    out.line("Files:");
    for (FileChange change : member.fileChanges()) {
      String age = change.lastModified() == null ? "" : out.ages().ago(change.lastModified().instant());
      out.line("  %s %s%s%s", Columns.left(Printable.cell(change.path()), PATH), Columns.left(age, AGE),
          Columns.right("+" + change.additions(), LINES), Columns.right("-" + change.deletions(), LINES));
    }
  }

  private static void shared(ListTeam.SharedMessages shared, TextOut out) {
    if (shared.broadcastTotal() == 0 && shared.groups().isEmpty()) return;
    out.emptyLine().line("--- Shared ---");
    if (shared.broadcastTotal() > 0)
      out.line("Broadcasts: %s", Counts.of(shared.broadcastTotal(), "message"));
    for (var group : shared.groups()) out.line("@%s: %s", group.name(), Counts.of(group.total(), "message"));
  }

  private static void optional(String label, @Nullable String value, TextOut out) {
    if (value != null && !value.isEmpty()) out.field(label, LABELS, value);
  }
}
