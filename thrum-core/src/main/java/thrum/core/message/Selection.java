package thrum.core.message;

import java.util.List;

/**
 * One page of a list before its messages are read.
 *
 * @param total messages in the whole list
 * @param unread those of them that the reader has not read, whether or not the list is restricted to
 * them
 * @param messages the rows on the page, in order; they mean something within the same transaction only
 */
record Selection(long total, long unread, List<Long> messages) {}
