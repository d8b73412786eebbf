package thrum.core.sync.merge;

import java.nio.file.Path;
import java.time.InstantSource;
import thrum.core.log.LogLayout;
import thrum.protocol.id.DaemonId;

/**
 * Where and for whom merging happens.
 *
 * @param commonDirectory the repository
 * @param layout the live files
 * @param daemon tells tombstones of this machine from others
 */
public record MergeContext(Path commonDirectory, LogLayout layout, DaemonId daemon, InstantSource clock) {}
