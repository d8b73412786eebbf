package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Writes what an agent wrote, or what went to a group, into a file and then hides it (02 §4.5, ruling 7).
 *
 * @param archiveType {@link #AGENT} or {@link #GROUP}
 * @param identifier the agent's id or the group's name; names the file as well
 * @param dryRun only counts
 */
public record ArchiveMessages(String archiveType, String identifier,
    @JsonInclude(Include.NON_DEFAULT) boolean dryRun) implements Request<ArchiveMessages.Result> {

  public static final String AGENT = "agent";
  public static final String GROUP = "group";

  public static final Method<ArchiveMessages, Result> METHOD =
      Method.of("message.archive", ArchiveMessages.class, Result.class);

  public ArchiveMessages {
    archiveType = Present.text(archiveType);
    if (!archiveType.equals(AGENT) && !archiveType.equals(GROUP)) {
      throw new Refused(
          "invalid archive_type: \"" + archiveType + "\" (must be \"agent\" or \"group\")");
    }
    identifier = Present.required(identifier, "identifier");
  }

  @Override
  public Method<ArchiveMessages, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return DeleteByScope.PATIENCE;
  }

  /**
   * What was done.
   *
   * @param archivePath empty when there was nothing to archive, and then no file was written
   */
  public record Result(long archivedCount, String archivePath,
      @JsonInclude(Include.NON_DEFAULT) boolean dryRun) {

    public Result {
      archivePath = Present.text(archivePath);
    }
  }
}
