package thrum.cli.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.client.DaemonHome;
import thrum.cli.client.DaemonLog;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

@Command(name = "logs", header = "Show the end of the daemon's log.",
    footer = {"Example:", "  thrum daemon logs -n 20 --since 1h"})
final class LogsCommand extends ThrumCommand {

  private static final Duration PAUSE = Duration.ofMillis(200);

  @Option(names = {"-n",
    "--lines"}, paramLabel = "N", order = 1, description = "How many lines: 50 unless given.") int lines = 50;

  @Option(names = {"-f",
    "--follow"}, order = 2, description = "Keep printing what is added, until interrupted.") boolean follow;

  @Option(names = "--since", paramLabel = "DURATION", order = 3,
      description = "Only lines of this last time, such as 30m.")
  @Nullable Duration since;

  @Override
  protected int run(Workplace place) {
    if (lines < 0) throw new Refused("--lines: a number of lines cannot be negative");
    DaemonHome home = place.daemonHome();
    if (!Files.exists(home.log())) throw new Refused("no daemon has run here yet: there is no " + home.log());
    try {
      print(home, place);
      return OK;
    } catch (IOException e) {
      throw new Broken("cannot read the daemon's log", home.log().toString(), "", e);
    }
  }

  private void print(DaemonHome home, Workplace place) throws IOException {
    var log = new DaemonLog(home.log());
    long size = Files.size(home.log());
    var all = new ArrayList<String>();
    var older = home.log().resolveSibling(home.log().getFileName() + ".1");
    if (Files.exists(older)) all.addAll(new DaemonLog(older).tail(0, lines));
    all.addAll(log.tail(0, lines));
    List<String> shown = recent(all, place.invocation().clock().instant());
    for (String line : shown.subList(Math.max(0, shown.size() - lines), shown.size())) place.out().line(line);
    place.out().flush();
    while (follow && !Thread.currentThread().isInterrupted()) {
      long now = Files.size(home.log());
      if (now != size) {
        place.out().block(log.text(now < size ? 0 : size)).flush();
        size = now;
      }
      pause();
    }
  }

  /** A line without a time belongs to the one before it. */
  private List<String> recent(List<String> all, Instant now) {
    if (since == null) return all;
    Instant from = now.minus(since);
    boolean[] included = {false};
    return all.stream().filter(line -> {
      Instant time = time(line);
      if (time != null) included[0] = !time.isBefore(from);
      return included[0];
    }).toList();
  }

  private static @Nullable Instant time(String line) {
    int end = line.indexOf(' ');
    if (end < 0) return null;
    try {
      return Instant.parse(line.substring(0, end));
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
