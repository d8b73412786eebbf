package thrum.protocol.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.EmptyText;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.annotation.JsonSerialize;

/** Makes an agent known, or takes over a role and module (02 §4.3). */
public record RegisterAgent(String role, String module, @Nullable String name, @Nullable String display,
    boolean force, boolean reRegister, @JsonInclude(Include.NON_DEFAULT) long claudePid)
    implements Request<RegisterAgent.Result> {

  public static final Method<RegisterAgent, Result> METHOD =
      Method.of("agent.register", RegisterAgent.class, Result.class);

  public static final String REGISTERED = "registered";
  public static final String UPDATED = "updated";
  public static final String CONFLICT = "conflict";

  public RegisterAgent {
    role = Present.required(role, "role");
    module = Present.required(module, "module");
    name = Present.optional(name);
    display = Present.optional(display);
  }

  @Override
  public Method<RegisterAgent, Result> method() {
    return METHOD;
  }

  /**
   * {@code status} is {@value RegisterAgent#REGISTERED}, {@value RegisterAgent#UPDATED} or
   * {@value RegisterAgent#CONFLICT}; only then the id is null, written as an empty text, and {@code conflict}
   * is given.
   */
  public record Result(
      @JsonInclude(Include.ALWAYS) @JsonSerialize(nullsUsing = EmptyText.class) @Nullable AgentId agentId,
      String status, @Nullable Conflict conflict) {

    public Result {
      status = Present.text(status);
    }
  }

  /** Who holds the role and module already; a pid of 0 is unknown. */
  public record Conflict(AgentId existingAgentId, LogTime registeredAt,
      @JsonInclude(Include.ALWAYS) @JsonSerialize(nullsUsing = EmptyText.class) @Nullable LogTime lastSeenAt,
      @JsonInclude(Include.NON_DEFAULT) long conflictPid) {}
}
