package thrum.core.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an old version wrote into {@code .gitignore} and {@code .gitattributes}, changed to what holds today
 * (04 §5.1
 * steps 7 and 8). Every other line stays as it is.
 *
 * @param exclude this repository's own ignore file, which may say already what is needed
 */
record CheckoutRules(Path checkout, Path exclude) {

  private static final String IGNORE = ".gitignore";
  private static final String ATTRIBUTES = ".gitattributes";

  private static final String THRUM = ".thrum/";
  private static final Set<String> ALL_OF_THRUM = Set.of(".thrum/", ".thrum", "/.thrum/", "/.thrum");
  private static final Set<String> ALL_OF_VAR = Set.of(".thrum/var/", "/.thrum/var/", ".thrum/var");
  private static final Set<String> OLD_DATA = Set.of(".thrum/events.jsonl", "/.thrum/events.jsonl",
      ".thrum/messages.jsonl", ".thrum/messages/", "/.thrum/messages/");

  private static final Pattern UNION =
      Pattern.compile("/?\\.thrum/(events\\.jsonl|messages\\.jsonl|messages/\\S*)\\s+merge=union");
  private static final Pattern OUR_COMMENT =
      Pattern.compile("#.*(thrum|jsonl|union).*", Pattern.CASE_INSENSITIVE);

  /** What is not as it should be; those that cannot be changed are left out. */
  List<String> outdated() throws IOException {
    return changes().stream().map(Change::name).toList();
  }

  /** Brings both files up to date. Returns the names of those that it changed. */
  List<String> update() throws IOException {
    List<Change> changes = changes();
    for (Change change : changes) {
      change.lines().write();
    }
    return changes.stream().map(Change::name).toList();
  }

  private record Change(String name, UserLines lines) {}

  private List<Change> changes() throws IOException {
    var changes = new ArrayList<Change>();
    for (String name : List.of(IGNORE, ATTRIBUTES)) {
      Path file = checkout.resolve(name);
      if (UserLines.isOurs(file)) {
        var lines = UserLines.of(file);
        if (name.equals(IGNORE)) {
          ignoreAll(lines);
        } else {
          mergePlainly(lines);
        }
        if (lines.isChanged()) {
          changes.add(new Change(name, lines));
        }
      }
    }
    return changes;
  }

  private void ignoreAll(UserLines lines) throws IOException {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (OLD_DATA.contains(lines.text(i))) {
        lines.remove(i);
      }
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (ALL_OF_VAR.contains(lines.text(i))) {
        if (lines.contains(ALL_OF_THRUM)) {
          lines.remove(i);
        } else {
          lines.replace(i, THRUM);
        }
      }
    }
    if (!lines.contains(ALL_OF_THRUM) && !UserLines.of(exclude).contains(ALL_OF_THRUM)) {
      lines.append(THRUM);
    }
  }

  private static void mergePlainly(UserLines lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (i < lines.size() && UNION.matcher(lines.text(i)).matches()) {
        lines.remove(i);
        boolean lastOfItsBlock = lines.text(i).isEmpty();
        boolean firstOfItsBlock = !UNION.matcher(lines.text(i - 1)).matches();
        if (lastOfItsBlock && firstOfItsBlock) {
          removeComment(lines, i);
        }
      }
    }
  }

  /** The comment that a removed block began with, and one of two blank lines that meet. */
  private static void removeComment(UserLines lines, int end) {
    int i = end;
    while (OUR_COMMENT.matcher(lines.text(i - 1)).matches()) {
      lines.remove(--i);
    }
    while (i > 0 && i < lines.size() && lines.text(i).isEmpty() && lines.text(i - 1).isEmpty()) {
      lines.remove(i);
    }
    if (i == 0 && lines.size() > 0 && lines.text(0).isEmpty()) {
      lines.remove(0);
    }
  }
}
