package thrum.daemon.exec;

import thrum.core.repository.Layout;

/**
 * What a runner may know of the daemon that it works in.
 *
 * @param layout the files that this daemon serves; a client that stands elsewhere belongs to another one
 * @param version as {@code health} reports it; only clients of the same version are served
 */
public record ServedDaemon(Layout layout, String version) {}
