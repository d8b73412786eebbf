package thrum.core.sync.remote;

import java.util.regex.Pattern;

/** Addresses of remotes as they may be shown: without passwords and tokens (04 §2.8). */
public final class RemoteUrl {

  /** The user name of ssh says where, not who; those of other schemes are often tokens. */
  private static final Pattern SSH_PASSWORD =
      Pattern.compile("(?i)\\b((?:git\\+)?ssh://[^/@:\\s]+):[^/@\\s]*@");
  private static final Pattern USER =
      Pattern.compile("(?i)\\b(?!(?:git\\+)?ssh:)([a-z][a-z0-9+.-]*://)[^/\\s]*@");
  private static final Pattern QUERY =
      Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://[^\\s?'\"]*)\\?[^\\s'\"]*");

  private RemoteUrl() {}

  /** An address, or a text that holds some, without what nobody else should see. */
  public static String withoutCredentials(String text) {
    var shown = SSH_PASSWORD.matcher(text).replaceAll("$1@");
    shown = USER.matcher(shown).replaceAll("$1");
    return QUERY.matcher(shown).replaceAll("$1");
  }
}
