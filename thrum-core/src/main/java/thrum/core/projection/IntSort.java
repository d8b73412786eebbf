package thrum.core.projection;

/** Sorts numbers by a comparison of what they stand for, without an object for each. Stable. */
final class IntSort {

  private static final int SHORT_RUN = 12;

  @FunctionalInterface
  interface Comparison {
    int compare(int a, int b);
  }

  private IntSort() {}

  static void sort(int[] numbers, Comparison comparison) {
    sort(numbers, numbers.clone(), 0, numbers.length, comparison);
  }

  /** Sorts {@code to[from, end)}; {@code spare} holds the same numbers there. */
  private static void sort(int[] to, int[] spare, int from, int end, Comparison comparison) {
    if (end - from <= SHORT_RUN) {
      insert(to, from, end, comparison);
      return;
    }
    int middle = (from + end) >>> 1;
    sort(spare, to, from, middle, comparison);
    sort(spare, to, middle, end, comparison);
    if (comparison.compare(spare[middle - 1], spare[middle]) <= 0) {
      System.arraycopy(spare, from, to, from, end - from);
      return;
    }
    merge(spare, to, from, middle, end, comparison);
  }

  private static void merge(int[] spare, int[] to, int from, int middle, int end, Comparison comparison) {
    int left = from;
    int right = middle;
    for (int i = from; i < end; i++) {
      boolean takeLeft =
          right >= end || (left < middle && comparison.compare(spare[left], spare[right]) <= 0);
      to[i] = takeLeft ? spare[left++] : spare[right++];
    }
  }

  private static void insert(int[] numbers, int from, int end, Comparison comparison) {
    for (int i = from + 1; i < end; i++) {
      int number = numbers[i];
      int j = i;
      while (j > from && comparison.compare(numbers[j - 1], number) > 0) {
        numbers[j] = numbers[j - 1];
        j--;
      }
      numbers[j] = number;
    }
  }
}
