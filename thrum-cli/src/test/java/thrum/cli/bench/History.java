package thrum.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.id.Ulid;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/**
 * Messages among {@link People}: 80 % to one agent, of which every fifth answers an earlier one, 15 % to a
 * group, 5 % to everybody. The same numbers give the same lines, byte for byte.
 *
 * @param messages how many
 * @param readPercent how many of a hundred direct messages their recipient has read
 */
record History(int messages, int readPercent) {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(15);
  private static final long SEED = 20250101;

  private static final int DIRECT = 80;
  private static final int TO_A_GROUP = 15;
  private static final int REPLY_EVERY = 5;
  private static final String[] WORDS =
      ("token refresh cache retry branch merge review test fails passes build "
          + "index schema queue lock reader writer shard please look again ready done blocked needs change in the "
          + "api of module after before release").split(" ");

  /** Rare words, one at the end of each text. */
  private static final int TICKETS = 400;

  /** A word that many texts have. */
  static String word(SplittableRandom random) {
    return WORDS[random.nextInt(WORDS.length)];
  }

  /** A word that one text in {@link #TICKETS} has. */
  static String ticket(SplittableRandom random) {
    return "t" + random.nextInt(TICKETS);
  }

  /** Writes every event into the shards of a sync worktree; returns how many. */
  long writeTo(Path worktree, String daemon) throws IOException {
    try (var shards = new ShardWriters(worktree, daemon)) {
      population(shards);
      new Conversation(shards).write();
      return shards.written();
    }
  }

  private static void population(ShardWriters shards) throws IOException {
    var at = LogTime.of(START);
    for (int i = 0; i < People.AGENTS; i++) {
      var id = People.agent(i);
      shards.event(new AgentRegistered(at, id, AgentRegistered.KIND_AGENT, id.value(), People.role(i),
          People.module(i), "bench", null, "bench", 0, null));
      shards.event(new SessionStarted(at, People.session(i), id));
    }
    for (int group = 0; group < People.GROUPS; group++) {
      shards.event(new GroupCreated(at, People.group(group), People.groupName(group), null, "agent_00"));
      for (int member : People.members(group)) {
        shards.event(new GroupMemberAdded(at, People.group(group), "agent", People.agent(member).value(),
            "agent_00"));
      }
    }
  }

  /** The messages in order of time. */
  private final class Conversation {

    private final ShardWriters shards;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final SplittableRandom tickets = new SplittableRandom(SEED + 1);
    private Instant now = START;
    private @Nullable Sent last;

    private Conversation(ShardWriters shards) {
      this.shards = shards;
    }

    private record Sent(MessageId id, int author, int recipient) {}

    void write() throws IOException {
      for (int i = 0; i < messages; i++) {
        now = START.plus(STEP.multipliedBy(i + 1L));
        int kind = random.nextInt(100);
        if (kind < DIRECT) {
          direct();
        } else if (kind < DIRECT + TO_A_GROUP) {
          toGroup(random.nextInt(People.GROUPS));
        } else {
          toAll();
        }
      }
    }

    private void direct() throws IOException {
      Sent answered = random.nextInt(REPLY_EVERY) == 0 ? last : null;
      int author = answered == null ? random.nextInt(People.AGENTS) : answered.recipient();
      int recipient = answered == null ? other(author) : answered.author();
      var id = new MessageId("msg_" + ulid());
      var refs = new ArrayList<Link>();
      refs.add(new Link(Link.MENTION, People.agent(recipient).value()));
      ThreadId thread = null;
      if (answered != null) {
        refs.add(new Link(Link.REPLY_TO, answered.id().value()));
        thread = new ThreadId("thr_" + ulid());
      }
      message(id, author, thread, List.of(), refs, List.of(People.agent(recipient)));
      if (random.nextInt(100) < readPercent) read(id, author, recipient);
      last = answered == null ? new Sent(id, author, recipient) : null;
    }

    private void toGroup(int group) throws IOException {
      int author = random.nextInt(People.AGENTS);
      var link = new Link(Link.GROUP, People.groupName(group));
      var recipients = People.members(group).stream().filter(i -> i != author).map(People::agent).toList();
      message(new MessageId("msg_" + ulid()), author, null, List.of(link), List.of(link), recipients);
    }

    private void toAll() throws IOException {
      int author = random.nextInt(People.AGENTS);
      var others = IntStream.range(0, People.AGENTS)
          .filter(i -> i != author)
          .mapToObj(People::agent)
          .sorted(Comparator.naturalOrder())
          .toList();
      message(new MessageId("msg_" + ulid()), author, null, List.of(), List.of(), others);
    }

    private void message(MessageId id, int author, @Nullable ThreadId thread, List<Link> scopes,
        List<Link> refs, List<AgentId> recipients) throws IOException {
      var body = new Body(Body.MARKDOWN, text(), null);
      shards.message(new MessageCreated(LogTime.of(now), id, thread, People.agent(author),
          People.session(author), body, scopes, refs, recipients, null, false), People.agent(author));
    }

    private void read(MessageId id, int author, int reader) throws IOException {
      var at = LogTime.of(now.plusSeconds(1 + random.nextInt(10)));
      shards.message(new MessageReceipt(at, id, People.agent(reader), People.session(reader),
          MessageReceipt.READ), People.agent(author));
    }

    private int other(int author) {
      return (author + 1 + random.nextInt(People.AGENTS - 1)) % People.AGENTS;
    }

    private String ulid() {
      var bytes = new byte[Ulid.RANDOM_BYTES];
      random.nextBytes(bytes);
      return Ulid.encode(now.toEpochMilli(), bytes);
    }

    private String text() {
      var text = new StringBuilder();
      for (int words = 6 + random.nextInt(24); words > 0; words--) {
        text.append(word(random)).append(' ');
      }
      return text.append(ticket(tickets)).append('.').toString();
    }
  }
}
