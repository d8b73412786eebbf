package thrum.core.sync.packing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;

/**
 * What packing has done, so that it touches nothing but its own packs and goes on after a kill: one line for
 * each pack
 * and for each commit whose whole history is packed. Without the file, or with a line that makes no sense,
 * packs are
 * merely left where they are.
 */
final class PackNotes {

  /** How far a pack has come. */
  enum State {
    /** Its files may be there in part. */
    WRITING,
    /** Complete; loose copies of its objects may be there. */
    FRESH,
    /** Complete, and no loose copies. */
    DONE,
    /** Every object of it stands in another pack of ours. */
    REPLACED
  }

  /**
   * A pack.
   *
   * @param since when it came into this state
   */
  record Note(State state, Instant since) {}

  private static final String PACKED = "packed";

  private final Path file;
  private final Map<String, Note> packs = new LinkedHashMap<>();
  private final Set<ObjectId> packed = new LinkedHashSet<>();

  private PackNotes(Path file) {
    this.file = file;
  }

  static PackNotes read(Path file) throws IOException {
    var notes = new PackNotes(file);
    try {
      Files.readAllLines(file, StandardCharsets.UTF_8).forEach(line -> notes.take(line.split(" ")));
    } catch (NoSuchFileException e) {
      return notes;
    }
    return notes;
  }

  private void take(String... words) {
    try {
      if (words.length == 2 && words[0].equals(PACKED)) {
        packed.add(ObjectId.fromString(words[1]));
      } else if (words.length == 3) {
        put(ObjectId.fromString(words[1]).name(), State.valueOf(words[0]),
            Instant.ofEpochSecond(Long.parseLong(words[2])));
      }
    } catch (IllegalArgumentException | DateTimeException noNote) {
      // A line of another version, or of nobody: the pack that it may be about stays as it is.
      return;
    }
  }

  /** Commits that are in packs with everything they lead to. */
  Set<ObjectId> packed() {
    return Set.copyOf(packed);
  }

  void packed(Set<ObjectId> commits) {
    packed.clear();
    packed.addAll(commits);
  }

  /** Names of packs, 40 hexadecimal digits each. */
  List<String> in(State... states) {
    var wanted = Set.of(states);
    return names(note -> wanted.contains(note.state()));
  }

  /** Packs that came into a state at a certain time or before; a clock that was set back delays nothing. */
  List<String> in(State state, Instant until, Instant now) {
    return names(
        note -> note.state() == state && (!note.since().isAfter(until) || note.since().isAfter(now)));
  }

  private List<String> names(Predicate<Note> wanted) {
    return packs.entrySet()
        .stream()
        .filter(pack -> wanted.test(pack.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean knows(String pack) {
    return packs.containsKey(pack);
  }

  void put(String pack, State state, Instant since) {
    packs.put(pack, new Note(state, since));
  }

  void remove(String pack) {
    packs.remove(pack);
  }

  /** All or nothing, also after a power failure. */
  void save() throws IOException {
    var lines = new ArrayList<String>();
    packs.forEach((name, note) -> lines
        .add(note.state() + " " + name + " " + note.since().getEpochSecond()));
    new TreeSet<>(packed).forEach(commit -> lines.add(PACKED + " " + commit.name()));
    var text = Stream.concat(lines.stream(), Stream.of("")).collect(Collectors.joining("\n"));
    new AtomicFile(file, Mode.OWNER_FILE).write(text.getBytes(StandardCharsets.UTF_8));
  }
}
