package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletions of agents and messages, seen from a second clone and after the database was lost. */
class CareTest {

  @TempDir(factory = InMemory.class) Path directory;

  @Test
  void whatIsDeletedHereIsGoneThereAndAfterARebuild() throws Exception {
    var bare = TestRepository.bare(directory.resolve("origin.git"));
    var here = TestRepository.exchangingThrough(bare, directory.resolve("here"));
    var there = TestRepository.exchangingThrough(bare, directory.resolve("there"));
    try (var _ = there.start()) {
      try (var _ = here.start()) {
        for (String name : new String[]{"bo", "bo_2", "b_"}) {
          here.register(name);
          here.send(name, "from " + name);
        }
        here.call("message.send",
            "{\"content\":\"old\",\"caller_agent_id\":\"b_\",\"scopes\":[{\"type\":\"module\",\"value\":\"old\"}]}");
        exchange(here, there);
        assertEquals(4, messages(there).size());

        here.call("agent.delete", "{\"name\":\"bo\"}");
        assertEquals(1, here
            .call("message.deleteByScope", "{\"scope_type\":\"module\",\"scope_value\":\"old\"}")
            .path("deleted_count")
            .asInt());
        exchange(here, there);
      }
      assertOnlyTheOthers(there);
      assertFalse(there.call("agent.list", "{}").toString().contains("\"bo\""));
    }
    for (var repository : new TestRepository[]{here, there}) {
      assertEquals("", Files.readString(repository.layout().syncWorktree().resolve("messages/bo.jsonl")));
      Files.delete(repository.layout().database());
      try (var _ = repository.start()) {
        assertOnlyTheOthers(repository);
        assertFalse(repository.call("agent.list", "{}").toString().contains("\"bo\""));
      }
    }
  }

  private static void assertOnlyTheOthers(TestRepository repository) throws Exception {
    var shown = messages(repository);
    assertEquals(2, shown.size(), shown.toString());
    assertTrue(shown.toString().contains("from bo_2") && shown.toString().contains("from b_"),
        shown.toString());
  }

  /** What somebody who wrote none of it is shown. */
  private static tools.jackson.databind.JsonNode messages(TestRepository repository) throws Exception {
    return repository.call("message.list", "{\"caller_agent_id\":\"zoe\",\"exclude_self\":true}")
        .path("messages");
  }

  private static void exchange(TestRepository... repositories) throws Exception {
    for (var repository : repositories) {
      var answer = repository.call("sync.force", "{\"wait\":true,\"timeout_ms\":60000}");
      assertEquals("synced", answer.path("sync_state").asString(), answer.toString());
    }
  }
}
