package thrum.cli.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;
import thrum.daemon.exec.Handoff;

/**
 * Opens a file that the user named, if it lies in the caller's worktree with all symbolic links resolved
 * (ruling 38).
 * The way from the worktree down to the file is then walked directory by directory without following any
 * link, so
 * that one that is put in place meanwhile leads nowhere.
 */
final class WorktreeFile {

  private static final String ELSEWHERE = "a file outside the worktree is for the caller to open";

  private WorktreeFile() {}

  /**
   * @param worktree its top, links resolved
   * @throws Handoff when the file is elsewhere, or is no ordinary file
   */
  static InputStream open(Path worktree, Path file) throws IOException {
    Path inside = within(worktree, file);
    try (var top = Files.newDirectoryStream(worktree)) {
      if (!(top instanceof SecureDirectoryStream<Path> directory)) {
        throw new Handoff("this platform cannot open a file without following links");
      }
      return open(directory, inside);
    }
  }

  private static Path within(Path worktree, Path file) {
    Path real;
    try {
      real = file.toRealPath();
    } catch (IOException missing) {
      // The caller's own process says what is wrong, and learns nothing here that it could not see itself.
      throw new Handoff(ELSEWHERE);
    }
    if (!real.startsWith(worktree) || real.equals(worktree)) throw new Handoff(ELSEWHERE);
    return worktree.relativize(real);
  }

  private static InputStream open(SecureDirectoryStream<Path> directory, Path way) throws IOException {
    Path first = way.getName(0);
    if (way.getNameCount() > 1) {
      try (var next = directory.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
        return open(next, way.subpath(1, way.getNameCount()));
      }
    }
    var view = directory.getFileAttributeView(first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    // Opening a pipe would wait for somebody to write into it.
    if (!view.readAttributes().isRegularFile()) throw new Handoff(ELSEWHERE);
    return Channels.newInputStream(
        directory.newByteChannel(first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }
}
