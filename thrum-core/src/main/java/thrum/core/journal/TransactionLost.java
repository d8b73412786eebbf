package thrum.core.journal;

import thrum.core.projection.SqlFailure;

/**
 * SQLite ended the batch's transaction by itself, or cannot go on with it: the batch has to be decided afresh
 * (ruling 64).
 */
final class TransactionLost extends Exception {

  private static final long serialVersionUID = 1L;

  private final SqlFailure failure;

  TransactionLost(SqlFailure failure) {
    super(failure);
    this.failure = failure;
  }

  SqlFailure failure() {
    return failure;
  }
}
