package thrum.core.journal;

import java.nio.charset.StandardCharsets;
import thrum.core.log.LineLimit;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.event.LocalEvent;
import thrum.protocol.event.LocalLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.id.DaemonId;
import thrum.protocol.message.Body;

/** Makes lines of events, none longer than the limit (03 §3.1, §4.4). */
record Stamp(DaemonId daemon, FreshIds ids, LineLimit limit) {

  /** A line with its text and the bytes of that, which take a while to make. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Stamped<L>(L line, String text, byte[] bytes) {}

  Stamped<EventLine> shared(Event event, long sequence) {
    var envelope = Envelope.of(ids.event(), daemon, sequence);
    EventLine line = EventCodec.encode(event, envelope);
    String text = line.text();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (event instanceof AgentUpdated update && !limit.admits(bytes)) {
      line = EventCodec.encode(new ContextTrimming(envelope, limit.current()).fit(update), envelope);
      text = line.text();
      bytes = text.getBytes(StandardCharsets.UTF_8);
    }
    if (!limit.admits(bytes)) {
      limit.require(noun(event), bodySize(event), bytes);
    }
    return new Stamped<>(line, text, bytes);
  }

  Stamped<LocalLine> local(LocalEvent event) {
    LocalLine line = LocalCodec.encode(event, ids.event());
    byte[] bytes = line.bytes();
    limit.require("text", bytes.length, bytes);
    return new Stamped<>(line, new String(bytes, StandardCharsets.UTF_8), bytes);
  }

  private static String noun(Event event) {
    return event.type().startsWith("message.") ? "message" : "text";
  }

  private static int bodySize(Event event) {
    return switch (event) {
      case MessageCreated created -> size(created.body());
      case MessageEdited edited -> size(edited.body());
      default -> 0;
    };
  }

  private static int size(Body body) {
    String structured = body.structured();
    return size(body.content()) + (structured == null ? 0 : size(structured));
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
