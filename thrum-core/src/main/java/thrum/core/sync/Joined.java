package thrum.core.sync;

/**
 * What a join did.
 *
 * @param eventsIn events that this machine did not have
 * @param ignoredEntries entries of the remote tree that are no files of the log
 * @param opaqueLines lines, on either side, that are no events; they are kept
 * @param conflicts event ids that stand for different events; every variant is kept (ruling 41)
 */
public record Joined(int eventsIn, int ignoredEntries, int opaqueLines, int conflicts) {}
