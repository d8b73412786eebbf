package thrum.core.message;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.SearchMessages;

/** Tests that search what two agents write to each other. */
abstract class InASearchRoom {

  @TempDir Path directory;
  SearchRoom search;
  AgentId ada;
  AgentId bo;

  @BeforeEach
  void open() {
    search = new SearchRoom(directory);
    ada = search.agent("ada", "implementer");
    bo = search.agent("bo", "reviewer");
  }

  @AfterEach
  void close() {
    search.close();
  }

  static SearchMessages request(AgentId caller, String query) {
    return new SearchMessages(query, caller, null, null, null, 100, null);
  }

  static List<MessageId> ids(SearchMessages.Result answer) {
    return answer.messages().stream().map(message -> message.messageId()).toList();
  }

  static List<String> contents(SearchMessages.Result answer) {
    return answer.messages().stream().map(message -> message.body().content()).toList();
  }
}
