package thrum.core.sync.packing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.AnyObjectId;
import thrum.core.file.AtomicFile;
import thrum.core.log.LogLayout;

/** The files of the object database, by the names that Git gives them. */
record PackFiles(Path objects) {

  /** Git itself removes what begins so, when it is old. */
  private static final String DRAFT = "tmp_thrum_";
  private static final String PACK = "pack-";
  /** A companion of this kind says that somebody cares about exactly this pack. */
  private static final List<String> MARKS = List.of(".keep", ".promisor", ".mtimes", ".bitmap");
  private static final List<String> COMPANIONS = List.of(".rev", ".pack");

  /** Writes to a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Whether the object has a file of its own. */
  boolean isLoose(AnyObjectId object) {
    return Files.exists(loose(object));
  }

  void deleteLoose(AnyObjectId object) throws IOException {
    Files.deleteIfExists(loose(object));
  }

  private Path loose(AnyObjectId object) {
    String name = object.name();
    return objects.resolve(name.substring(0, 2)).resolve(name.substring(2));
  }

  /** Names of the packs that are complete. */
  List<String> packs() throws IOException {
    var names = new ArrayList<String>();
    for (Path file : LogLayout.entries(directory())) {
      String name = Objects.toString(file.getFileName(), "");
      if (name.startsWith(PACK) && name.endsWith(".idx")) {
        names.add(name.substring(PACK.length(), name.length() - ".idx".length()));
      }
    }
    return names;
  }

  boolean isMarked(String pack) {
    return isIndexedTogether() || MARKS.stream().anyMatch(mark -> Files.exists(file(pack, mark)));
  }

  /** Whether Git keeps an index over many packs, which would miss any of them. */
  private boolean isIndexedTogether() {
    return Files.exists(directory().resolve("multi-pack-index"))
        || Files.exists(directory().resolve("multi-pack-index.d"));
  }

  /** Whether the name of a pack is in use, be it by half a pack. */
  boolean isTaken(String pack) {
    return Files.exists(file(pack, ".pack")) || Files.exists(file(pack, ".idx"));
  }

  long size(String pack) throws IOException {
    return Files.size(file(pack, ".pack"));
  }

  long indexSize(String pack) throws IOException {
    return Files.size(file(pack, ".idx"));
  }

  /** What a pack holds; empty when it is not there any more. */
  Optional<PackIndex> index(String pack) throws IOException {
    Path file = file(pack, ".idx");
    return Files.exists(file) && Files.exists(file(pack, ".pack"))
        ? Optional.of(PackIndex.open(file.toFile()))
        : Optional.empty();
  }

  /** Writes and forces a file that Git does not look at yet. */
  Path draft(String ending, Content content) throws IOException {
    Path file = directory().resolve(DRAFT + ending);
    Files.deleteIfExists(file);
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    return file;
  }

  /** Gives drafts their names: with the index, which comes last, the pack is there for everybody. */
  void publish(String pack, Path content, Path index) throws IOException {
    publish(content, file(pack, ".pack"));
    AtomicFile.forceDirectory(directory());
    publish(index, file(pack, ".idx"));
    AtomicFile.forceDirectory(directory());
  }

  private static void publish(Path draft, Path name) throws IOException {
    if (!draft.toFile().setReadOnly()) {
      throw new IOException("cannot make " + draft + " read-only");
    }
    Files.move(draft, name, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes a pack; the index goes first, so that nobody looks for a file that is gone. */
  void delete(String pack) throws IOException {
    Files.deleteIfExists(file(pack, ".idx"));
    for (String ending : COMPANIONS) {
      Files.deleteIfExists(file(pack, ending));
    }
  }

  /** Removes what a killed run has left. */
  void deleteDrafts() throws IOException {
    for (Path file : LogLayout.entries(directory())) {
      if (Objects.toString(file.getFileName(), "").startsWith(DRAFT)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path directory() {
    return objects.resolve("pack");
  }

  private Path file(String pack, String ending) {
    return directory().resolve(PACK + pack + ending);
  }
}
