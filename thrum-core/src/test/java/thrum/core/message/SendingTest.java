package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.message.Requests.send;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Audience;
import thrum.protocol.message.Link;

/** 02 §4.5 {@code message.send}, §5.1, §5.4. */
final class SendingTest {

  private Room room;
  private AgentId ada;
  private AgentId bo;

  @BeforeEach
  void open(@TempDir Path directory) {
    room = new Room(directory);
    ada = room.agent("ada", "implementer");
    bo = room.agent("bo", "reviewer");
    room.agent("cy", "reviewer");
    room.user("mira");
    room.group("everyone", "role:*");
    room.group("mixed", "role:reviewer", "agent:ada", "agent:gone");
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "@bo            | agent:bo             | bo          | mention:bo",
    "bo             | agent:bo             | bo          | mention:bo",
    "@reviewer      | group:reviewer       | bo cy       | group:reviewer",
    "everyone       | group:everyone       | bo cy user:mira | group:everyone",
    "@mixed         | group:mixed          | bo cy       | group:mixed",
    "user:mira      | agent:user:mira      | user:mira   | mention:user:mira",
    "mira           | role:mira            | user:mira   | mention:mira",
    "@implementer   | group:implementer    |             | group:implementer",
    "ada            | agent:ada            |             | mention:ada"})
  void aMentionReachesAGroupThenAnAgentThenARole(String mention, String audience, String recipients,
      String ref) {
    var sent = room.write(new Sending(send("hi").to(mention).build(), ada));

    assertEquals(List.of(audience), sent.audiences().stream().map(a -> a.type() + ":" + a.value()).toList());
    assertEquals(recipients == null ? List.of() : List.of(recipients.split(" ")),
        sent.recipients().stream().map(r -> r.agentId().value()).toList());
    assertEquals(1, sent.resolvedTo());
    assertEquals(List.of(ref),
        room.get(sent.messageId()).refs().stream().map(r -> r.type() + ":" + r.value()).toList());
  }

  @Test
  void onlyAGroupOtherThanEveryoneIsWarnedAbout() {
    assertEquals(List.of("@reviewer resolved to a group, not an individual agent"),
        room.write(new Sending(send("hi").to("@reviewer", "bo", "everyone").build(), ada)).warnings());
    assertEquals(List.of(), room.write(new Sending(send("hi").to("everyone").build(), ada)).warnings());
  }

  @Test
  void aGroupHidesAnAgentOfItsName() {
    room.group("bo", "agent:cy");

    var sent = room.write(new Sending(send("hi").to("bo").build(), ada));

    assertEquals(List.of(new Audience("group", "bo")), sent.audiences());
    assertEquals(List.of("cy"), sent.recipients().stream().map(r -> r.agentId().value()).toList());
  }

  @Test
  void aMessageToNobodyReachesEverybodyElse() {
    var sent = room.write(new Sending(send("hi").build(), ada));

    assertEquals(List.of(new Audience("broadcast", "everyone")), sent.audiences());
    assertEquals(List.of("bo", "cy", "user:mira"),
        sent.recipients().stream().map(r -> r.agentId().value()).toList());
    assertEquals(0, sent.resolvedTo());
    assertEquals(List.of(), room.get(sent.messageId()).refs());
  }

  @Test
  void aReplacedAgentIsNobody() {
    room.replace("bo", "bo2", "reviewer");

    assertEquals(List.of("bo2", "cy", "user:mira"),
        room.write(new Sending(send("hi").build(), ada))
            .recipients()
            .stream()
            .map(r -> r.agentId().value())
            .toList());
    room.assertRefused("unknown recipients: @bo — no matching agent, role, or group found",
        new Sending(send("hi").to("bo").build(), ada));
  }

  @Test
  void repeatedMentionsRefsAndScopesCountOnce() {
    var module = new Link("module", "api");
    var issue = new Link("issue", "7");
    var sent = room.write(new Sending(send("hi").to("@bo", "bo", "reviewer", "@reviewer")
        .scopes(module, module, new Link("group", "reviewer"))
        .refs(issue, issue, new Link("mention", "bo"))
        .build(), ada));

    assertEquals(2, sent.resolvedTo());
    var stored = room.get(sent.messageId());
    assertEquals(List.of(new Link("group", "reviewer"), module), stored.scopes());
    assertEquals(List.of(new Link("group", "reviewer"), issue, new Link("mention", "bo")), stored.refs());
  }

  @Test
  void everyUnknownRecipientIsNamedInOrderAndNothingIsWritten() {
    room.assertRefused("unknown recipients: @zoe, @bob — no matching agent, role, or group found",
        new Sending(send("hi").to("@zoe", "bo", "bob", "@zoe").build(), ada));
    assertEquals(0, room.messages());
  }

  @Test
  void aReplyFoundsAThreadThatItsParentJoins() {
    var parent = room.write(new Sending(send("hi").to("bo").build(), ada));
    assertNull(parent.threadId());

    var reply = room.write(new Sending(send("yes").to("ada").replyTo(parent.messageId()).build(), bo));
    var second = room.write(new Sending(send("fine").to("bo").replyTo(reply.messageId()).build(), ada));

    assertTrue(reply.threadId() != null && reply.threadId().value().startsWith("thr_"));
    assertEquals(reply.threadId(), second.threadId());
    assertEquals(reply.threadId(), room.get(parent.messageId()).threadId());
    assertEquals(parent.messageId(), room.get(reply.messageId()).replyTo());
    assertEquals(List.of(new Link("mention", "ada"), new Link("reply_to", parent.messageId().value())),
        room.get(reply.messageId()).refs());
  }

  @Test
  void aDeletedMessageCanBeRepliedTo() {
    var parent = room.write(new Sending(send("hi").to("bo").build(), ada));
    room.write(new Deletion(Requests.delete(parent.messageId()), ada));

    room.write(new Sending(send("yes").to("ada").replyTo(parent.messageId()).build(), bo));
    assertEquals(2, room.messages());
  }

  @Test
  void aUserSpeaksForAnAgent() {
    var user = new AgentId("user:mira");
    var sent = room.write(new Sending(send("hi").actingAs("bo").disclosed().to("cy").build(), user));

    assertEquals("bo", room.get(sent.messageId()).author().agentId().value());
    assertEquals("user:mira 1", room.text("SELECT authored_by || ' ' || disclosed FROM messages"));
    assertEquals(room.session(user), room.get(sent.messageId()).author().sessionId());
  }

  @Test
  void onlyAUserSpeaksForAnotherAndOnlyForARegisteredAgent() {
    var user = new AgentId("user:mira");
    room.assertRefused("only users can impersonate agents (caller: ada)",
        new Sending(send("hi").actingAs("bo").build(), ada));
    room.assertRefused("users can only impersonate agents, not other users (target: user:noa)",
        new Sending(send("hi").actingAs("user:noa").build(), user));
    room.assertRefused("target agent does not exist: zoe",
        new Sending(send("hi").actingAs("zoe").build(), user));
  }

  @Test
  void refusalsComeInTheOrderOfTheWork() {
    var stranger = new AgentId("zoe");
    var unknown = new MessageId("msg_none");
    var wrong = send("x").format("html").to("nobody").replyTo(unknown);
    room.assertRefused("invalid format: html (must be 'markdown', 'plain', or 'json')",
        new Sending(wrong.build(), stranger));
    room.assertRefused("resolve agent and session: no active session found for agent zoe"
        + " (you must start a session first)", new Sending(wrong.format("plain").build(), stranger));
    room.assertRefused("unknown recipients: @nobody — no matching agent, role, or group found",
        new Sending(wrong.build(), ada));
    room.assertRefused("reply_to message not found: msg_none",
        new Sending(send("x").replyTo(unknown).build(), ada));
    assertEquals(0, room.messages());
  }

  @Test
  void anEndedSessionIsNotSpokenFrom() {
    room.endSession(ada);

    room.assertRefused("resolve agent and session: no active session found for agent ada"
        + " (you must start a session first)", new Sending(send("hi").build(), ada));
  }

  @Test
  void theNewestOpenSessionIsSpokenFrom() {
    var newest = room.startSession(ada);

    assertEquals(newest,
        room.get(room.write(new Sending(send("hi").build(), ada)).messageId()).author().sessionId());
  }

  @Test
  void aPayloadIsStoredInCanonicalForm() {
    var sent = room.write(
        new Sending(send("hi").structured("{\"b\":[1,{\"z\":1,\"a\":\"<\"}],\"a\":2.50}").build(), ada));

    assertEquals("{\"a\":2.5,\"b\":[1,{\"a\":\"\\u003c\",\"z\":1}]}",
        room.get(sent.messageId()).body().structured());
    assertEquals("markdown", room.get(sent.messageId()).body().format());
  }

  @Test
  void timesOfOneDaemonNeverRepeat() {
    var first = room.write(new Sending(send("one").build(), ada));
    var second = room.write(new Sending(send("two").build(), ada));

    assertNotEquals(first.createdAt(), second.createdAt());
    assertTrue(first.createdAt().compareTo(second.createdAt()) < 0);
    assertFalse(first.messageId().equals(second.messageId()));
  }
}
