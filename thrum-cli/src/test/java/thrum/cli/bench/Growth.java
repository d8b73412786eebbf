package thrum.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a commit of one new line costs when its shard is long already, in time and in the object database. */
final class Growth {

  private static final int COMMITS = 11;
  /** KiB that half a mebibyte of messages take, compressed. */
  private static final double LARGEST = 80;

  List<Figure> measure(BenchOptions options) throws IOException {
    var figures = new ArrayList<Figure>();
    for (int lines = 1_000; lines <= options.times(100_000, 10_000); lines *= 10) {
      figures.addAll(commits(lines, options));
    }
    figures.addAll(manyCommits(10_000, options.times(1_000, 100), options));
    return figures;
  }

  private static List<Figure> manyCommits(int lines, int commits, BenchOptions options) throws IOException {
    try (var packed = SoloLog.with(lines, options.distribution());
        var unpacked = SoloLog.with(lines, options.distribution())) {
      long before = packed.objectBytes();
      long longest = 0;
      long total = 0;
      for (int i = 0; i < commits; i++) {
        packed.send(lines + i);
        packed.commit();
        unpacked.send(lines + i);
        unpacked.commit();
        long start = System.nanoTime();
        packed.pack();
        longest = Math.max(longest, System.nanoTime() - start);
        total += System.nanoTime() - start;
      }
      var what = "%,d commits of a line after %,d lines".formatted(commits, lines);
      return List.of(
          Figure.reference(what + ", objects", (packed.objectBytes() - before) / 1024.0,
              Figure.Unit.KIBIBYTES, packed.objectFiles() + " files"),
          Figure.reference("the same without packing", (unpacked.objectBytes() - before) / 1024.0,
              Figure.Unit.KIBIBYTES, unpacked.objectFiles() + " files"),
          Figure.reference("the same, longest packing", longest / 1e6, Figure.Unit.MILLISECONDS,
              "all together %.0f ms".formatted(total / 1e6)));
    }
  }

  private static List<Figure> commits(int lines, BenchOptions options) throws IOException {
    try (var log = SoloLog.with(lines, options.distribution())) {
      var nanos = new long[COMMITS];
      long before = log.objectBytes();
      for (int i = 0; i < COMMITS; i++) {
        log.send(lines + i);
        long start = System.nanoTime();
        log.commit();
        nanos[i] = System.nanoTime() - start;
      }
      double kib = (log.objectBytes() - before) / 1024.0 / COMMITS;
      var what = "%,d lines of one author".formatted(lines);
      return List.of(
          Figure.reference("commit of a line, " + what, new Samples(nanos).median(), Figure.Unit.MILLISECONDS,
              "median of " + COMMITS),
          new Figure("objects per commit, " + what, kib, Figure.Unit.KIBIBYTES, Budget.atMost(LARGEST),
              "mean of " + COMMITS + ", before packing"));
    }
  }
}
