package thrum.core.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * One directory of the branch with some entries replaced. Entries that nobody names pass through as
 * they are, also those that an index could not hold.
 */
final class TreeEdit {

  /**
   * An entry and what it leads to.
   *
   * @param name one character for each byte, whatever encoding the bytes are in
   */
  record Entry(String name, FileMode mode, ObjectId id) {

    /** Git sorts a directory as if its name ended in a slash. */
    private String sortKey() {
      return FileMode.TREE.equals(mode) ? name + '/' : name;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** An empty directory when {@code tree} is null. */
  static TreeEdit of(ObjectReader reader, @Nullable ObjectId tree) throws IOException {
    var edit = new TreeEdit();
    if (tree == null) {
      return edit;
    }
    var parser = new CanonicalTreeParser(null, reader, tree);
    for (; !parser.eof(); parser.next()) {
      var name = new byte[parser.getNameLength()];
      parser.getName(name, 0);
      edit.entries.add(new Entry(new String(name, StandardCharsets.ISO_8859_1), parser.getEntryFileMode(),
          parser.getEntryObjectId()));
    }
    return edit;
  }

  /** The file of this name; empty when there is none or the name leads to something else. */
  Optional<ObjectId> file(String name) {
    return find(name).filter(entry -> entry.mode().getObjectType() == FileMode.REGULAR_FILE.getObjectType())
        .map(Entry::id);
  }

  /** The directory of this name. */
  Optional<ObjectId> directory(String name) {
    return find(name).filter(entry -> FileMode.TREE.equals(entry.mode())).map(Entry::id);
  }

  void put(String name, FileMode mode, ObjectId id) {
    entries.removeIf(entry -> entry.name().equals(bytewise(name)));
    entries.add(new Entry(bytewise(name), mode, id));
  }

  ObjectId insert(ObjectInserter inserter) throws IOException {
    entries.sort(Comparator.comparing(Entry::sortKey));
    var tree = new TreeFormatter();
    for (var entry : entries) {
      var name = entry.name().getBytes(StandardCharsets.ISO_8859_1);
      tree.append(name, 0, name.length, entry.mode(), entry.id());
    }
    return inserter.insert(tree);
  }

  private Optional<Entry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(bytewise(name))).findFirst();
  }

  private static String bytewise(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
