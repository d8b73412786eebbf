package thrum.core.message;

import java.util.List;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Audience;
import thrum.protocol.message.Link;

/**
 * Whom a message reaches (02 §5.1): the scopes and refs that say so in the log, the recipients of the
 * moment (ascending, without the author), and what the sender is told.
 *
 * @param resolved how many different mentions were resolved; 0 for a broadcast
 */
record Addressing(List<Link> scopes, List<Link> refs, List<AgentId> recipients, List<Audience> audiences,
    List<String> warnings, int resolved) {}
