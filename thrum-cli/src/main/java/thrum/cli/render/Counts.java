package thrum.cli.render;

/** Numbers with their words. */
public final class Counts {

  private static final long KIBI = 1024;

  private Counts() {}

  /** {@code 1 file}, {@code 3 files}. */
  public static String of(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** {@code 812 bytes}, {@code 3.4 KB}, {@code 1.2 MB} (01 §4.3). */
  public static String bytes(long size) {
    if (size < KIBI) return of(size, "byte");
    if (size < KIBI * KIBI) return oneDecimal(size, KIBI) + " KB";
    return oneDecimal(size, KIBI * KIBI) + " MB";
  }

  private static String oneDecimal(long size, long unit) {
    long tenths = (size * 10 + unit / 2) / unit;
    return tenths / 10 + "." + tenths % 10;
  }
}
