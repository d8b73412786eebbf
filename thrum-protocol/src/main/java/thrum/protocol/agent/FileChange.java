package thrum.protocol.agent;

import org.jspecify.annotations.Nullable;
import com.fasterxml.jackson.annotation.JsonInclude;
import thrum.protocol.json.EmptyText;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A file that differs from the base of a branch.
 *
 * @param lastModified with the offset of the commit that it comes from
 * @param status {@code modified}, {@code added}, {@code deleted} or {@code renamed}
 */
public record FileChange(String path,
    @JsonInclude(JsonInclude.Include.ALWAYS) @JsonSerialize(
        nullsUsing = EmptyText.class) @Nullable LogTime lastModified,
    long additions, long deletions, String status) {

  public FileChange {
    path = Present.text(path);
    status = Present.text(status);
  }
}
