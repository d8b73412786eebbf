package thrum.core.context;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import thrum.core.file.FileFailure;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/**
 * What the agents of one worktree keep for their next session (03 §8.1, §8.2): any bytes, at most
 * {@value PlainFile#LARGEST} of them. Every method throws {@link Refused} for an id that cannot be part of a
 * file name and for something else in a file's place, and {@link thrum.protocol.failure.Broken} when the disk
 * fails; nothing is changed then.
 *
 * @param directory {@code .thrum/context} of the worktree; it need not exist
 */
public record ContextDirectory(Path directory) {

  /** How much an agent has saved, and when. */
  public record Extent(long bytes, Instant changed) {}

  /** What the agent has saved; empty when there is no file. */
  public Optional<SavedText> context(AgentId agent) {
    return contextFile(agent).read();
  }

  /** The same without reading it. */
  public Optional<Extent> extent(AgentId agent) {
    var file = contextFile(agent);
    try {
      return Optional.ofNullable(file.attributes())
          .map(found -> new Extent(found.size(), found.lastModifiedTime().toInstant()));
    } catch (IOException e) {
      throw FileFailure.of("cannot look at the context", file.path(), e);
    }
  }

  /**
   * Saves a context. What was saved before is kept beside it; neither nothing nor the same once more takes
   * the place of that copy, so a save that is repeated does no harm.
   */
  public void save(AgentId agent, byte[] content) {
    var file = contextFile(agent);
    if (content.length <= PlainFile.LARGEST) {
      file.read()
          .filter(old -> !old.isEmpty() && !Arrays.equals(old.bytes(), content))
          .ifPresent(old -> previousFile(agent).write(old.bytes()));
    }
    file.write(content);
  }

  /** Makes an empty context for an agent that has none. */
  public void create(AgentId agent) {
    contextFile(agent).create();
  }

  /** Removes the context; the preamble and the earlier context stay. */
  public void clear(AgentId agent) {
    contextFile(agent).delete();
  }

  /** What is shown before the context; empty when there is no file. */
  public Optional<SavedText> preamble(AgentId agent) {
    return preambleFile(agent).read();
  }

  public void savePreamble(AgentId agent, byte[] content) {
    preambleFile(agent).write(content);
  }

  private PlainFile contextFile(AgentId agent) {
    return new PlainFile("context", directory.resolve(new ContextNames(agent).context()));
  }

  private PlainFile previousFile(AgentId agent) {
    return new PlainFile("earlier context", directory.resolve(new ContextNames(agent).previous()));
  }

  private PlainFile preambleFile(AgentId agent) {
    return new PlainFile("preamble", directory.resolve(new ContextNames(agent).preamble()));
  }
}
