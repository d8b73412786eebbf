package thrum.protocol.message;

/** The bounds of paging (02 §4.5): a number or size of 0 or less means the default. */
final class Page {

  static final int DEFAULT_SIZE = 10;
  static final int MAX_SIZE = 100;

  private Page() {}

  static int size(int asked) {
    return asked <= 0 ? DEFAULT_SIZE : Math.min(asked, MAX_SIZE);
  }

  static int number(int asked) {
    return asked <= 0 ? 1 : asked;
  }
}
