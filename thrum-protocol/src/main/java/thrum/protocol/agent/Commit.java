package thrum.protocol.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import thrum.protocol.json.Present;

/**
 * A commit that is not merged yet.
 *
 * @param message the first line
 * @param files the paths it touches
 */
public record Commit(String sha, String message,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> files) {

  public Commit {
    sha = Present.text(sha);
    message = Present.text(message);
    files = Present.list(files);
  }
}
