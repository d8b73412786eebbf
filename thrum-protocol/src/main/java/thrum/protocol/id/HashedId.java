package thrum.protocol.id;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Ids that everybody computes alike from the same facts (03 §2.3, §2.4, §2.6). */
public final class HashedId {

  private static final int REPOSITORY_LENGTH = 12;
  private static final int AGENT_LENGTH = 10;
  private static final int DAEMON_LENGTH = 12;

  private HashedId() {}

  /**
   * The id of an agent without a name.
   *
   * @param repository the base name of the checkout that the daemon serves
   */
  public static AgentId agentId(String repository, String role, String module) {
    var hash = Base32.hash(repository + '|' + role + '|' + module, AGENT_LENGTH);
    return new AgentId(role + '_' + hash.toLowerCase(Locale.ROOT));
  }

  /** The repository's id from its origin URL; empty when there is none or it cannot be read. */
  public static String repositoryId(String originUrl) {
    var url = normalisedOrigin(originUrl.strip());
    return url.isEmpty() ? "" : "r_" + Base32.hash(url, REPOSITORY_LENGTH);
  }

  /** The id that 0.7 gives the daemon of a host; new repositories use a ULID instead (ruling 9). */
  public static DaemonId daemonId(String host) {
    return new DaemonId("d_" + Base32.hash(host, DAEMON_LENGTH).toLowerCase(Locale.ROOT));
  }

  private static String normalisedOrigin(String origin) {
    if (origin.isEmpty()) {
      return "";
    }
    if (origin.startsWith("git@")) {
      int colon = origin.indexOf(':');
      return colon < 0
          ? ""
          : "https://" + origin.substring("git@".length(), colon) + '/'
              + withoutGit(origin.substring(colon + 1));
    }
    return ofUrl(origin);
  }

  private static String ofUrl(String origin) {
    try {
      var url = new URI(origin.replace(" ", "%20"));
      var host = url.getRawAuthority() == null ? "" : url.getRawAuthority();
      host = host.substring(host.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
      var path = url.getPath() == null ? "" : url.getPath();
      return "https://" + host + withoutGit(path);
    } catch (URISyntaxException e) {
      return ""; // the same answer as for no origin at all (03 §2.3)
    }
  }

  private static String withoutGit(String path) {
    return path.endsWith(".git") ? path.substring(0, path.length() - ".git".length()) : path;
  }
}
