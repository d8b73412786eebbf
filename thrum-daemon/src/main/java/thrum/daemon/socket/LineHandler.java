package thrum.daemon.socket;

import thrum.daemon.dispatch.Reply;

/** Answers one request line. */
@FunctionalInterface
public interface LineHandler {

  Reply reply(byte[] line);
}
