package thrum.core.projection;

import thrum.core.log.PrefixChecksum;

/**
 * How much of a log file the projection holds (ruling 63). Committed together with the rows that it covers.
 *
 * @param offset bytes from the file's start that were applied; always the end of a line
 * @param inode the file that was read
 * @param checksum of the applied bytes, by {@link PrefixChecksum}
 * @param rewritten sticky: the file was about to be rewritten, so its lines have to be compared one by one
 */
record Position(long offset, long inode, long checksum, boolean rewritten) {

  static final Position START = new Position(0, 0, PrefixChecksum.EMPTY, false);

  Position after(long end, long crc, long length) {
    return new Position(end, inode, PrefixChecksum.next(checksum, crc, length), false);
  }

  Position marked() {
    return new Position(offset, inode, checksum, true);
  }

  Position in(long otherInode) {
    return new Position(offset, otherInode, checksum, rewritten);
  }
}
