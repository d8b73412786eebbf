package thrum.core.journal;

import java.nio.file.Path;

/**
 * A log file up to a committed length. Those bytes do not change while it is rewritten.
 *
 * @param length bytes that belong to the snapshot; more may follow and is carried over by itself
 * @param applied whether the projection holds all of them
 */
public record LogSnapshot(String name, Path path, long length, long inode, boolean applied) {}
