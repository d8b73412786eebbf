package thrum.core.cleanup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import thrum.core.file.AtomicFile;
import thrum.core.file.FileFailure;
import thrum.core.file.OwnDirectory;
import thrum.core.repository.Layout;
import thrum.protocol.failure.Broken;
import thrum.protocol.id.AgentId;

/**
 * The files that an agent has in the checkouts of a repository: its identity, its context with the copy of
 * the content
 * before the last one, and its preamble (03 §6.7).
 */
record AgentFiles(List<Path> checkouts) {

  /** Ids of old logs may be anything; only these can have files. */
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_:@-][A-Za-z0-9_:@.-]*");
  private static final String PREAMBLE = "_preamble";

  /** The name under which a repository keeps what all its agents share (03 §8.1). */
  private static final String PROJECT_STATE = "project_state.md";

  /**
   * Nothing, where all of them can be removed as far as links go.
   *
   * @throws thrum.protocol.failure.Refused a directory that may hold one is a link
   */
  void requireNoLinks(AgentId agent) {
    of(agent, Set.of()).stream().map(OwnDirectory::of).distinct().forEach(OwnDirectory::requireNoLink);
  }

  /**
   * Removes them. A file that by its name is another agent's as well stays: the preamble of {@code bo} is the
   * context
   * of {@code bo_preamble}.
   *
   * @param others agents that stay
   * @throws Broken one cannot be removed, or is in a directory that is a link; the others are gone by then
   */
  void remove(AgentId agent, Set<AgentId> others) {
    Broken failure = null;
    for (Path file : of(agent, others)) {
      var directory = OwnDirectory.of(file);
      if (directory.isLink()) {
        failure =
            new Broken("the agent is deleted, but its files were not looked for in a directory that is a "
                + "link, which is not followed", directory.path().toString(), "put a directory in its place");
        continue;
      }
      try {
        remove(file);
      } catch (IOException e) {
        failure = FileFailure.of("the agent is deleted, but one of its files is still there", file,
            "remove it by hand", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private List<Path> of(AgentId agent, Set<AgentId> others) {
    var files = new ArrayList<Path>();
    if (FILE_NAME.matcher(agent.value()).matches()) {
      for (Path checkout : checkouts) {
        Path thrum = checkout.resolve(Layout.THRUM);
        files.add(thrum.resolve("identities").resolve(agent + ".json"));
        contexts(agent.value(), others).forEach(name -> files.add(thrum.resolve("context").resolve(name)));
      }
    }
    return files;
  }

  private static List<String> contexts(String name, Set<AgentId> others) {
    var names = new ArrayList<String>();
    boolean preambleOfAnother = name.endsWith(PREAMBLE) && name.length() > PREAMBLE.length()
        && others.contains(new AgentId(name.substring(0, name.length() - PREAMBLE.length())));
    if (!preambleOfAnother) {
      names.add(name + ".md");
    }
    names.add(name + ".md.bak");
    if (!others.contains(new AgentId(name + PREAMBLE))) {
      names.add(name + PREAMBLE + ".md");
    }
    names.remove(PROJECT_STATE);
    return names;
  }

  private static void remove(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a directory");
    }
    Path directory = file.getParent();
    if (Files.deleteIfExists(file) && directory != null) {
      AtomicFile.forceDirectory(directory);
    }
  }
}
