package thrum.core.sync.merge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import thrum.core.journal.LogSnapshot;
import thrum.core.journal.Rewriting;
import thrum.core.log.Disk;
import thrum.core.log.KeptLines;

/** Makes unions of texts, through files. */
final class Unions {

  private final Path directory;
  private final List<String> kept = new ArrayList<>();
  private final List<String> added = new ArrayList<>();

  Unions(Path directory) {
    this.directory = directory;
  }

  /** The lines of the last union that were kept from the local side. */
  List<String> kept() {
    return kept;
  }

  /** The lines of the last union that have to be applied. */
  List<String> added() {
    return added;
  }

  /** Local and remote bytes, one character each; what the local file holds afterwards. */
  String of(String local, String remote) {
    var out = new Collected();
    return run(local, remote, out).isPresent() ? out.text() : local;
  }

  boolean changes(String local, String remote) {
    return run(local, remote, new Collected()).isPresent();
  }

  private Optional<Set<String>> run(String local, String remote, Collected out) {
    kept.clear();
    added.clear();
    try (var scratch = Scratch.in(directory)) {
      Path ours = write("local", local);
      Path theirs = write("remote", remote.isEmpty() || remote.endsWith("\n") ? remote : remote + "\n");
      return new Union(new Union.Remote(theirs, Files.size(theirs)), () -> Hiding.NOTHING, scratch,
          from -> new KeptLines(directory, () -> Instant.EPOCH, Disk.real(), "hidden", from))
          .rewrite(new LogSnapshot("messages/ada.jsonl", ours, Files.size(ours), 1, true), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private final class Collected implements Rewriting.LineSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void add(byte[] line) {
      added.add(new String(line, StandardCharsets.ISO_8859_1));
      write(line);
    }

    @Override
    public void keep(byte[] line) {
      kept.add(new String(line, StandardCharsets.ISO_8859_1));
      write(line);
    }

    @Override
    public void copy(Path from, long offset, long length) throws IOException {
      byte[] all = Files.readAllBytes(from);
      write(Arrays.copyOfRange(all, (int) offset, (int) (offset + length)));
    }

    private void write(byte[] line) {
      bytes.writeBytes(line);
      bytes.write('\n');
    }

    String text() {
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
