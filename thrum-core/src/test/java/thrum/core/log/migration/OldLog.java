package thrum.core.log.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;
import thrum.core.log.LogTidying;

/** A directory with a log of an older version in it. */
final class OldLog {

  static final Instant NOW = Instant.parse("2026-02-03T18:02:10Z");
  private static final Set<String> HARMLESS = Set.of("facts", "length", "read", "close");

  final LogLayout layout;
  private final Path root;

  OldLog(Path root) {
    this.root = root;
    this.layout = new LogLayout(root.resolve("sync"), root.resolve("var"));
    try {
      Files.createDirectories(layout.syncWorktree());
      Files.createDirectories(layout.var());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OldLog with(String name, String... lines) {
    return withText(name, String.join("\n", lines) + (lines.length == 0 ? "" : "\n"));
  }

  OldLog withText(String name, String text) {
    return withBytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  OldLog withBytes(String name, byte[] bytes) {
    try {
      Path file = layout.syncWorktree().resolve(name);
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void migrate() {
    migrate(Disk.real());
  }

  /** As a start does it. */
  void migrate(Disk disk) {
    try {
      new LogTidying(layout, disk, () -> NOW).run();
      new LogMigration(layout, disk, () -> NOW).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that stands in the worktree and in this machine's directory, but for the memory aid. */
  SortedMap<String, List<String>> files() {
    var found = new TreeMap<String, List<String>>();
    try (var files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !file.endsWith(SeenFiles.NAME)) {
          found.put(root.relativize(file).toString(),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList());
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines(String name) {
    return files().getOrDefault("sync/" + name, List.of());
  }

  /** The real disk until the n-th step that changes something; from then on nothing happens any more. */
  static Disk killedAt(int n, AtomicInteger steps) {
    return proxy(Disk.class, Disk.real(), n, steps);
  }

  private static <T> T proxy(Class<T> type, Object real, int n, AtomicInteger steps) {
    return type
        .cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, method, args) -> {
          if (!HARMLESS.contains(method.getName()) && steps.incrementAndGet() >= n) {
            throw new IOException("killed");
          }
          try {
            Object result = method.invoke(real, args);
            return result instanceof Disk.OpenFile file ? proxy(Disk.OpenFile.class, file, n, steps) : result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }
}
