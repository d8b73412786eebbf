package thrum.daemon.api;

import thrum.core.journal.EventStore;
import thrum.core.message.Archiving;
import thrum.core.message.BulkRemoval;
import thrum.core.message.Deletion;
import thrum.core.message.Editing;
import thrum.core.message.MarkingRead;
import thrum.core.message.MessageList;
import thrum.core.message.MessageLookup;
import thrum.core.message.MessageSearch;
import thrum.core.message.Outbox;
import thrum.core.message.Sending;
import thrum.core.search.MessageIndex;
import thrum.daemon.dispatch.Methods;
import thrum.protocol.failure.Refused;
import thrum.protocol.message.ArchiveMessages;
import thrum.protocol.message.DeleteByAgent;
import thrum.protocol.message.DeleteByScope;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.message.EditMessage;
import thrum.protocol.message.GetMessage;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.ListOutbox;
import thrum.protocol.message.MarkRead;
import thrum.protocol.message.SearchMessages;
import thrum.protocol.message.SendMessage;

/** {@code message.*} (02 §4.5). */
public record MessageApi(EventStore store, MessageIndex index, Callers callers, Archiving archiving) {

  public void bind(Methods methods) {
    methods.on(SendMessage.METHOD,
        (request, peer) -> store.write(new Sending(request, callers.resolve(request.callerAgentId()))));
    methods.on(EditMessage.METHOD,
        (request, peer) -> store.write(new Editing(request, callers.resolve(request.callerAgentId()))));
    methods.on(DeleteMessage.METHOD,
        (request, peer) -> store.write(new Deletion(request, callers.resolve(request.callerAgentId()))));
    methods.on(MarkRead.METHOD,
        (request, peer) -> store.write(new MarkingRead(request, callers.resolve(request.callerAgentId()))));
    methods.on(GetMessage.METHOD, (request, peer) -> store.read(new MessageLookup(request)::run));
    methods.on(ListMessages.METHOD, (request, peer) -> list(request));
    methods.on(ListOutbox.METHOD, (request, peer) -> outbox(request));
    methods.on(SearchMessages.METHOD, (request, peer) -> new MessageSearch(request,
        callers.resolve(request.callerAgentId())).run(index));
    var bulk = new BulkRemoval(store);
    methods.on(DeleteByScope.METHOD, (request, peer) -> bulk.run(request));
    methods.on(DeleteByAgent.METHOD, (request, peer) -> bulk.run(request));
    methods.on(ArchiveMessages.METHOD, (request, peer) -> archiving.run(request));
  }

  private ListMessages.Result list(ListMessages request) {
    var caller =
        MessageList.needsCaller(request) ? callers.resolve(request.callerAgentId()) : request.callerAgentId();
    return store.read(new MessageList(request, caller)::run);
  }

  private ListOutbox.Result outbox(ListOutbox request) {
    try {
      return store.read(new Outbox(request, callers.resolve(request.callerAgentId()))::run);
    } catch (Refused refused) {
      throw request.callerAgentId() == null ? new Refused("caller_agent_id is required") : refused;
    }
  }
}
