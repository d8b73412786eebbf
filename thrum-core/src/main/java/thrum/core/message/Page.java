package thrum.core.message;

/** The part of a list that is asked for; pages count from 1. */
record Page(int size, int number) {

  /** How many messages come before this page. */
  long offset() {
    return (number - 1L) * size;
  }

  int pagesOf(long total) {
    return Math.toIntExact((total + size - 1) / size);
  }
}
