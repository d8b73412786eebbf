package thrum.cli.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.agent.AgentCommands;
import thrum.cli.agent.WhoAmICommand;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.completion.CompletionCommands;
import thrum.cli.config.ConfigCommands;
import thrum.cli.context.ContextCommands;
import thrum.cli.daemon.DaemonCommands;
import thrum.cli.group.GroupCommands;
import thrum.cli.message.InboxCommand;
import thrum.cli.message.MessageCommands;
import thrum.cli.message.ReplyCommand;
import thrum.cli.message.SearchCommand;
import thrum.cli.message.SendCommand;
import thrum.cli.message.SentCommands;
import thrum.cli.orientation.OverviewCommand;
import thrum.cli.orientation.PingCommand;
import thrum.cli.orientation.StatusCommand;
import thrum.cli.orientation.TeamCommand;
import thrum.cli.orientation.WhoHasCommand;
import thrum.cli.purge.PurgeCommand;
import thrum.cli.role.RoleCommands;
import thrum.cli.session.SessionCommands;
import thrum.cli.setup.InitCommand;
import thrum.cli.setup.MigrateCommand;
import thrum.cli.setup.QuickstartCommand;
import thrum.cli.setup.SetupCommands;
import thrum.cli.subscription.SubscribeCommand;
import thrum.cli.subscription.SubscriptionsCommand;
import thrum.cli.subscription.UnsubscribeCommand;
import thrum.cli.sync.SyncCommands;

/** The commands at the top, those of every day first. */
public final class RootCommands implements CommandGroup {

  @Override
  public String header() {
    return "Messages and presence for the people and agents who share a Git repository.";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Every day",
            List.of("quickstart", "send", "inbox", "reply", "team", "overview", "status", "who-has")),
        new Section("Messages and groups",
            List.of("search", "sent", "message", "group", "subscribe", "unsubscribe", "subscriptions")),
        new Section("Agents and their sessions",
            List.of("whoami", "agent", "session", "context", "roles", "ping")),
        new Section("Set up and look after",
            List.of("init", "setup", "migrate", "sync", "daemon", "config", "purge")),
        new Section("About this program", List.of("help", "version", "completion")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "agent" -> new AgentCommands();
      case "completion" -> new CompletionCommands(this);
      case "config" -> new ConfigCommands();
      case "context" -> new ContextCommands();
      case "daemon" -> new DaemonCommands();
      case "group" -> new GroupCommands();
      case "help" -> new HelpCommand(this);
      case "inbox" -> new InboxCommand();
      case "init" -> new InitCommand();
      case "message" -> new MessageCommands();
      case "migrate" -> new MigrateCommand();
      case "overview" -> new OverviewCommand();
      case "ping" -> new PingCommand();
      case "purge" -> new PurgeCommand();
      case "quickstart" -> new QuickstartCommand();
      case "reply" -> new ReplyCommand();
      case "roles" -> new RoleCommands();
      case "search" -> new SearchCommand();
      case "send" -> new SendCommand();
      case "sent" -> new SentCommands();
      case "session" -> new SessionCommands();
      case "setup" -> new SetupCommands();
      case "status" -> new StatusCommand();
      case "subscribe" -> new SubscribeCommand();
      case "subscriptions" -> new SubscriptionsCommand();
      case "sync" -> new SyncCommands();
      case "team" -> new TeamCommand();
      case "unsubscribe" -> new UnsubscribeCommand();
      case "version" -> new VersionCommand();
      case "who-has" -> new WhoHasCommand();
      case "whoami" -> new WhoAmICommand();
      default -> null;
    };
  }
}
