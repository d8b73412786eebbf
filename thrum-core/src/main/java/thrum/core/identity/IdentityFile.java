package thrum.core.identity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Json;
import thrum.protocol.time.LogTime;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content of {@code .thrum/identities/<name>.json} (03 §6.1). Unchangeable; each {@code with…}
 * gives a copy. Members that this version does not know go through unchanged, names are read whatever
 * their case.
 */
public final class IdentityFile {

  /** The version that is written; files of later versions keep theirs. */
  static final int VERSION = 4;

  private static final String AGENT_PID = "agent_pid";
  private static final String CLAUDE_PID = "claude_pid";

  private final ObjectNode members;

  private IdentityFile(ObjectNode members) {
    this.members = members;
  }

  /** A new identity. */
  public static IdentityFile of(IdentityAgent agent) {
    var members = JsonNodeFactory.instance.objectNode();
    members.put("version", VERSION).put("repo_id", "").put("worktree", "");
    return new IdentityFile(members).withAgent(agent);
  }

  /**
   * Reads a file's bytes.
   *
   * @throws Refused they are not an identity; the text says why, without naming the file
   */
  public static IdentityFile parse(byte[] json) {
    try {
      if (Json.read(json) instanceof ObjectNode object) {
        return new IdentityFile(IdentityMembers.normalised(object));
      }
      throw new Refused("it does not hold a JSON object");
    } catch (JacksonException e) {
      throw new Refused("it is not valid JSON: " + e.getOriginalMessage());
    }
  }

  /** The file's bytes with the time of this save; there is no newline at the end. */
  byte[] bytes(Instant now) {
    var saved = members.deepCopy();
    saved.put("version", Math.max(VERSION, version()));
    saved.put("updated_at", LogTime.of(now).text());
    return Json.indented(IdentityMembers.ordered(saved)).getBytes(StandardCharsets.UTF_8);
  }

  public int version() {
    return members.path("version").asInt(1);
  }

  public IdentityAgent agent() {
    var agent = members.path("agent");
    return new IdentityAgent(text(agent, "Kind"), text(agent, "Name"), text(agent, "Role"),
        text(agent, "Module"),
        text(agent, "Display"));
  }

  /** Id of the repository (03 §2.3); empty without an origin. */
  public String repoId() {
    return text(members, "repo_id");
  }

  /** Base name of the Git top level, or its absolute path in files of late 0.10 releases. */
  public String worktree() {
    return text(members, "worktree");
  }

  public Optional<String> branch() {
    return optional("branch");
  }

  public Optional<String> intent() {
    return optional("intent");
  }

  public Optional<String> sessionId() {
    return optional("session_id");
  }

  public Optional<String> confirmedBy() {
    return optional("confirmed_by");
  }

  public Optional<String> contextFile() {
    return optional("context_file");
  }

  public Optional<String> tmuxSession() {
    return optional("tmux_session");
  }

  public Optional<String> runtime() {
    return optional("runtime");
  }

  /** Process of the agent program; 0 when unknown. Later versions call it {@code agent_pid}. */
  public long runtimePid() {
    long pid = members.path(AGENT_PID).asLong(0);
    return pid != 0 ? pid : members.path(CLAUDE_PID).asLong(0);
  }

  /** Time of the last save; the beginning of time when the file does not say. */
  public Instant updatedAt() {
    var text = text(members, "updated_at");
    return LogTime.isTime(text) ? LogTime.parse(text).instant() : Instant.MIN;
  }

  public IdentityFile withAgent(IdentityAgent agent) {
    var copy = members.deepCopy();
    var object = copy.get("agent") instanceof ObjectNode known ? known : copy.putObject("agent");
    object.put("Kind", agent.kind()).put("Name", agent.name()).put("Role", agent.role());
    object.put("Module", agent.module()).put("Display", agent.display());
    return new IdentityFile(copy);
  }

  public IdentityFile withRepoId(String repoId) {
    return required("repo_id", repoId);
  }

  public IdentityFile withWorktree(String worktree) {
    return required("worktree", worktree);
  }

  public IdentityFile withBranch(@Nullable String branch) {
    return with("branch", branch);
  }

  public IdentityFile withIntent(@Nullable String intent) {
    return with("intent", intent);
  }

  public IdentityFile withSessionId(@Nullable String sessionId) {
    return with("session_id", sessionId);
  }

  public IdentityFile withConfirmedBy(@Nullable String confirmedBy) {
    return with("confirmed_by", confirmedBy);
  }

  public IdentityFile withContextFile(@Nullable String contextFile) {
    return with("context_file", contextFile);
  }

  public IdentityFile withTmuxSession(@Nullable String tmuxSession) {
    return with("tmux_session", tmuxSession);
  }

  public IdentityFile withRuntime(@Nullable String runtime) {
    return with("runtime", runtime);
  }

  /** 0 for none. A file that has the later name keeps both in step, so that either program reads the same. */
  public IdentityFile withRuntimePid(long pid) {
    var copy = members.deepCopy();
    if (pid == 0) {
      copy.remove(CLAUDE_PID);
    } else {
      copy.put(CLAUDE_PID, pid);
    }
    if (copy.has(AGENT_PID)) {
      copy.put(AGENT_PID, pid);
    }
    return new IdentityFile(copy);
  }

  /** The file's name: of the agent, or in the older form of its role and module. */
  public String fileName() {
    var agent = agent();
    return agent.name().isEmpty() ? legacyFileName(agent) : agent.name() + IdentityDirectory.SUFFIX;
  }

  static String legacyFileName(IdentityAgent agent) {
    return agent.role() + "_" + agent.module() + IdentityDirectory.SUFFIX;
  }

  private IdentityFile required(String member, String value) {
    var copy = members.deepCopy();
    copy.put(member, value);
    return new IdentityFile(copy);
  }

  private IdentityFile with(String member, @Nullable String value) {
    var copy = members.deepCopy();
    if (value == null || value.isEmpty()) {
      copy.remove(member);
    } else {
      copy.put(member, value);
    }
    return new IdentityFile(copy);
  }

  private Optional<String> optional(String member) {
    var text = text(members, member);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String text(JsonNode object, String member) {
    var value = object.get(member);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IdentityFile file && file.members.equals(members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return members.toString();
  }
}
