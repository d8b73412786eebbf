package thrum.core.journal;

/** Something for the journal's thread to do. */
sealed interface JournalWork {

  /** The store was closed before it came to this. */
  void giveUp(RuntimeException why);

  /** A decision; those that wait together become one batch. */
  record Deciding(Command<?> command) implements JournalWork {

    @Override
    public void giveUp(RuntimeException why) {
      command.fail(why);
    }
  }

  /** A job of its own between two batches. */
  record Between(BetweenBatches<?> job) implements JournalWork {

    @Override
    public void giveUp(RuntimeException why) {
      job.fail(why);
    }
  }
}
