package thrum.cli.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import thrum.core.journal.EventStore;
import thrum.core.journal.StoreOptions;
import thrum.core.log.Disk;
import thrum.core.projection.ProjectionDump;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;
import thrum.protocol.id.DaemonId;
import thrum.protocol.json.Json;

/** The projection of a repository beside one that is built anew from its logs. No daemon runs meanwhile. */
final class Rebuilt {
  private static final int MAX_LINE_BYTES = 65_535;

  private Rebuilt() {}

  /** The rows that differ, a line each; empty when the two are equal table by table (ruling 54). */
  static String difference(Path repository) throws IOException {
    var layout = Repository.exactly(repository).layout();
    var live = dump(layout);
    for (var suffix : new String[]{"", "-wal", "-shm"}) {
      Files.deleteIfExists(layout.database().resolveSibling(layout.database().getFileName() + suffix));
    }
    return String.join("\n", live.differences(dump(layout)));
  }

  private static ProjectionDump dump(Layout layout) throws IOException {
    var daemon = Json.MAPPER.readTree(Files.readString(layout.peers())).at("/local/daemon_id").asString();
    try (var store =
        EventStore.open(new StoreOptions(layout.syncWorktree(), layout.var(), new DaemonId(daemon),
            InstantSource.system(), new SecureRandom(), () -> MAX_LINE_BYTES, Disk.real()))) {
      return store.read(ProjectionDump::of);
    }
  }
}
