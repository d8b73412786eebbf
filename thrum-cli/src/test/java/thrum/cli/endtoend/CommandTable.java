package thrum.cli.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One successful call of every command, in an order in which each finds what it needs. The table can be gone
 * through
 * again, with other flags behind each command: a row that uses something up makes it first.
 */
final class CommandTable implements AutoCloseable {

  /** Runs the command of a row with more flags behind it. */
  interface Call {
    Ran with(String... flags);
  }

  private final Household house;
  private final Path directory;
  private final Map<String, Call> rows = new LinkedHashMap<>();
  /** The newest, for the row after its own. */
  private Path worktree;
  private int made;

  CommandTable(Household house, Path directory) {
    this.house = house;
    this.directory = directory;
    this.worktree = house.second;
    messages();
    groups();
    agents();
    sessions();
    contexts();
    settings();
    exchange();
    aboutTheProgram();
    daemons();
    endings();
  }

  Map<String, Call> rows() {
    return rows;
  }

  private void messages() {
    row("send", flags -> ada(flags, "send", "Ready for review", "--to", "@bo_rev", "--mention", "@reviewer",
        "--structured", "{\"verdict\":\"ok\"}", "--ref", "issue:T-12"));
    row("reply", flags -> ada(flags, "reply", fromBo(), "Merged, thanks"));
    row("inbox", flags -> {
      house.in(house.second, "reply", fromAda(), "On it").succeeds();
      house.in(house.second, "send", "For everyone", "--everyone").succeeds();
      return ada(flags, "inbox", "--unread");
    });
    row("search", flags -> {
      house.thrum("send", "Ready for review", "--to", "@bo_rev").succeeds();
      return ada(flags, "search", "ready", "review", "--to", "@bo_rev", "--since", "1h");
    });
    row("sent", flags -> ada(flags, "sent"));
    row("sent show", flags -> ada(flags, "sent", "show", fromAda()));
    row("message get", flags -> {
      var message = fromAda();
      house.thrum("message", "edit", message, "Ready, tests included").succeeds();
      house.in(house.second, "message", "read", message).succeeds();
      return ada(flags, "message", "get", message);
    });
    row("message edit", flags -> ada(flags, "message", "edit", fromAda(), "Ready, tests included"));
    row("message read", flags -> ada(flags, "message", "read", fromBo()));
    row("message delete-by-scope", flags -> {
      house.thrum("send", "About the old module", "--to", "@bo_rev", "--scope", "module:old").succeeds();
      return ada(flags, "message", "delete-by-scope", "module:old", "--force");
    });
    row("message delete-by-agent", flags -> {
      fromBo();
      return ada(flags, "message", "delete-by-agent", "@bo_rev", "--force");
    });
    row("message archive", flags -> {
      fromBo();
      return ada(flags, "message", "archive", "--agent", "bo_rev", "--force");
    });
    row("subscribe", flags -> ada(flags, "subscribe", "--scope", "module:" + next("web")));
    row("unsubscribe", flags -> ada(flags, "unsubscribe", subscription()));
    row("subscriptions", flags -> {
      subscription();
      return ada(flags, "subscriptions");
    });
    row("message delete", flags -> ada(flags, "message", "delete", fromAda(), "--force"));
  }

  private void groups() {
    row("group create", flags -> ada(flags, "group", "create", next("crew"), "--description", "Server side"));
    row("group add", flags -> ada(flags, "group", "add", group(), "@bo_rev"));
    row("group remove", flags -> ada(flags, "group", "remove", populatedGroup(), "@bo_rev"));
    row("group list", flags -> ada(flags, "group", "list"));
    row("group info", flags -> ada(flags, "group", "info", populatedGroup()));
    row("group members", flags -> ada(flags, "group", "members", populatedGroup(), "--expand"));
    row("group delete", flags -> ada(flags, "group", "delete", group()));
  }

  private void agents() {
    row("setup", flags -> house.in(newWorktree(), joined(flags, "setup")));
    row("agent register", flags -> house.in(worktree,
        joined(flags, "agent", "register", "--name", next("cy"), "--role", "tester", "--module",
            next("web"))));
    row("setup worktree", flags -> house.in(newWorktree(), joined(flags, "setup", "worktree")));
    row("quickstart", flags -> house.in(worktree, joined(flags, "quickstart", "--name", next("di"), "--role",
        "tester", "--module", next("web"), "--intent", "Look around")));
    row("agent delete", flags -> ada(flags, "agent", "delete", leftBehind(), "--force"));
    row("agent cleanup", flags -> {
      leftBehind();
      return ada(flags, "agent", "cleanup", "--force");
    });
    row("agent list", flags -> ada(flags, "agent", "list"));
    row("agent whoami", flags -> ada(flags, "agent", "whoami"));
    row("whoami", flags -> ada(flags, "whoami"));
    row("ping", flags -> ada(flags, "ping", "@bo_rev"));
  }

  private void sessions() {
    for (var group : new String[]{"session", "agent"}) {
      row(group + " set-intent", flags -> ada(flags, group, "set-intent", "Token refresh"));
      row(group + " set-task", flags -> ada(flags, group, "set-task", "T-12"));
      row(group + " heartbeat", flags -> {
        Files.writeString(house.main.resolve("Token.java"), "class Token {}\n");
        house.git(house.main, "add", "Token.java");
        return ada(flags, group, "heartbeat", "--add-scope", "module:api");
      });
    }
    row("session list", flags -> ada(flags, "session", "list"));
    row("agent context", flags -> ada(flags, "agent", "context"));
    row("who-has", flags -> ada(flags, "who-has", "Token.java"));
    row("status", flags -> ada(flags, "status"));
    row("overview", flags -> ada(flags, "overview"));
    row("team", flags -> ada(flags, "team"));
  }

  private void contexts() {
    row("context save", flags -> {
      Files.writeString(house.main.resolve("notes.md"), "# Next\n");
      return ada(flags, "context", "save", "--file", "notes.md");
    });
    row("context show", flags -> ada(flags, "context", "show"));
    row("context sync", flags -> ada(flags, "context", "sync"));
    row("context preamble", flags -> ada(flags, "context", "preamble"));
    row("context update", flags -> ada(flags, "context", "update"));
    row("context clear", flags -> ada(flags, "context", "clear", "--agent", "bo_rev"));
    row("roles init", flags -> ada(flags, "roles", "init"));
    row("roles list", flags -> ada(flags, "roles", "list"));
    row("roles deploy", flags -> ada(flags, "roles", "deploy", "--dry-run"));
  }

  private void settings() {
    row("config show", flags -> ada(flags, "config", "show"));
    row("config get", flags -> ada(flags, "config", "get", "daemon.local_only"));
    row("config set", flags -> ada(flags, "config", "set", "daemon.sync_interval", "30"));
    row("purge", flags -> ada(flags, "purge", "--before", "2026-01-31", "--confirm"));
    row("config unset", flags -> ada(flags, "config", "unset", "daemon.sync_interval"));
  }

  private void exchange() {
    row("sync status", flags -> ada(flags, "sync", "status"));
    row("sync force", flags -> ada(flags, "sync", "force"));
  }

  private void aboutTheProgram() {
    row("help", flags -> ada(flags, "help", "send"));
    row("version", flags -> ada(flags, "version"));
    for (var shell : new String[]{"bash", "zsh", "fish", "powershell"}) {
      row("completion " + shell, flags -> ada(flags, "completion", shell));
    }
  }

  /** With daemons that are processes: stopping the household's would stop the test. */
  private void daemons() {
    row("init", flags -> {
      Files.createDirectories(apart());
      house.git(apart(), "init", "-q", ".");
      return house.apart(apart(), joined(flags, "init", "--force"));
    });
    row("migrate", flags -> house.apart(apart(), joined(flags, "migrate")));
    row("daemon status", flags -> house.apart(apart(), joined(flags, "daemon", "status")));
    row("daemon logs", flags -> house.apart(apart(), joined(flags, "daemon", "logs")));
    row("daemon restart", flags -> house.apart(apart(), joined(flags, "daemon", "restart")));
    row("daemon stop", flags -> house.apart(apart(), joined(flags, "daemon", "stop")));
    row("daemon start", flags -> house.apart(apart(), joined(flags, "daemon", "start")));
  }

  private void endings() {
    for (var group : new String[]{"session", "agent"}) {
      row(group + " end", flags -> ada(flags, group, "end"));
      row(group + " start", flags -> ada(flags, group, "start"));
    }
  }

  /** What a row does may fail as files and processes do. */
  private interface Attempt {
    Ran run(String... flags) throws IOException, InterruptedException;
  }

  private void row(String command, Attempt attempt) {
    rows.put(command, flags -> {
      try {
        return attempt.run(flags);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException interruption) {
        Thread.currentThread().interrupt();
        throw new AssertionError(command, interruption);
      }
    });
  }

  private Ran ada(String[] flags, String... words) {
    return house.thrum(joined(flags, words));
  }

  private static String[] joined(String[] flags, String... words) {
    return Stream.concat(Stream.of(words), Stream.of(flags)).toArray(String[]::new);
  }

  private String fromAda() {
    return house.thrum("send", "Ready", "--to", "@bo_rev", "--json").json().path("message_id").asString();
  }

  private String fromBo() {
    return house.in(house.second, "send", "Have a look", "--to", "@ada_api", "--json")
        .json()
        .path("message_id")
        .asString();
  }

  private String group() {
    var name = next("crew");
    house.thrum("group", "create", name).succeeds();
    return name;
  }

  private String populatedGroup() {
    var name = group();
    house.thrum("group", "add", name, "@bo_rev").succeeds();
    return name;
  }

  private Path newWorktree() throws IOException, InterruptedException {
    var name = next("tree");
    worktree = directory.resolve(name);
    house.git(house.main, "worktree", "add", "-q", worktree.toString(), "-b", name);
    return worktree;
  }

  /** An agent whose identity file is gone. */
  private String leftBehind() throws IOException, InterruptedException {
    var name = next("old");
    var there = newWorktree();
    house.in(there, "setup").succeeds();
    house.in(there, "agent", "register", "--name", name, "--role", "tester", "--module", next("web"))
        .succeeds();
    Files.delete(there.resolve(".thrum/identities/" + name + ".json"));
    house.pass(Duration.ofMinutes(1)); // else a cleanup would wait for its file
    return name;
  }

  private String subscription() {
    return house.thrum("subscribe", "--mention", next("role"), "--json")
        .json()
        .path("subscription_id")
        .asString();
  }

  private String next(String stem) {
    return stem + ++made;
  }

  private Path apart() {
    return directory.resolve("apart");
  }

  @Override
  public void close() {
    if (Files.exists(apart().resolve(".thrum/var/thrum.pid"))) {
      house.apart(apart(), "daemon", "stop").succeeds();
    }
  }
}
