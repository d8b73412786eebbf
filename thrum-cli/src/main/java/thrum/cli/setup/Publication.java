package thrum.cli.setup;

import java.util.List;
import thrum.core.git.GitConfig;
import thrum.core.repository.Layout;
import thrum.core.sync.remote.RemoteUrl;

/** What somebody should know before messages leave the machine (04 §2.10). */
public final class Publication {

  private Publication() {}

  /** Names the remote that messages go to, without credentials. */
  public static List<String> warning(Layout layout) {
    return GitConfig.of(layout.commonDirectory())
        .originUrl()
        .map(url -> List.of("  Messages are published to " + RemoteUrl.withoutCredentials(url)
            + " (branch a-sync): whoever can read that repository can read them"))
        .orElse(List.of("  Messages will be exchanged once there is a remote: git remote add origin URL"));
  }
}
