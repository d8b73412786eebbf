package thrum.core.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Cuts a text into words and folds them: the same for what is indexed, for queries and for excerpts, so that
 * what was found can be marked. Letters and digits make words; case, diacritics and compatibility forms do
 * not
 * count. Scripts that put no blanks between words have a word per character, so that any part of a sentence
 * is
 * found as a phrase; a trigram index could not find the words of one or two characters that these mostly
 * have.
 * An emoji is a word as well.
 */
final class Words {

  /** Characters of a folded word that count: a word beyond it is a hash or encoded bytes. */
  private static final int LONGEST = 64;

  /** Every beginning. */
  private static final long ANY = -1;

  private final String text;
  private final long beginnings;
  private final Predicate<Word> visitor;
  private boolean enough;

  /**
   * A word.
   *
   * @param start index of its first character in the text
   * @param end index behind its last
   * @param folded the form that is compared; empty where it was not asked for
   */
  record Word(int start, int end, String folded) {}

  private Words(String text, long beginnings, Predicate<Word> visitor) {
    this.text = text;
    this.beginnings = beginnings;
    this.visitor = visitor;
  }

  /** The words in their order. */
  static List<Word> of(String text) {
    var words = new ArrayList<Word>();
    each(text, ANY, words::add);
    return words;
  }

  /**
   * Visits the words in their order, one after another, until the visitor says false.
   *
   * @param beginnings those that ASCII words have to have, or their folded form is left out: most words of a
   * text are none that a query asks for, and making their form takes longer than all the rest
   */
  static void each(String text, long beginnings, Predicate<Word> visitor) {
    new Words(text, beginnings, visitor).cut();
  }

  /** The beginnings that some folded words have. */
  static long beginnings(List<String> folded) {
    long some = 0;
    for (String word : folded) {
      some |= beginning(word.charAt(0));
    }
    return some;
  }

  /** The folded words with blanks between: the only form that the index sees. */
  static String indexed(List<Word> words) {
    var joined = new StringBuilder();
    for (Word word : words) {
      joined.append(word.folded).append(' ');
    }
    return joined.toString();
  }

  private void cut() {
    int start = -1;
    for (int at = 0; at < text.length() && !enough;) {
      char first = text.charAt(at);
      if (isAsciiWord(first)) {
        start = start < 0 ? at : start;
        at++;
        continue;
      }
      int point = first < 0x80 ? first : text.codePointAt(at);
      int end = at + Character.charCount(point);
      if (standsAlone(point)) {
        add(start, at);
        start = -1;
        add(at, end);
      } else if (!belongsToWord(point)) {
        add(start, at);
        start = -1;
      } else if (start < 0) {
        start = at;
      }
      at = end;
    }
    add(start, text.length());
  }

  private void add(int start, int end) {
    if (enough || start < 0 || start == end) {
      return;
    }
    if ((beginnings & beginning(text.charAt(start))) == 0 && isAscii(text, start, end)) {
      enough = !visitor.test(new Word(start, end, ""));
      return;
    }
    String folded = fold(text.substring(start, end));
    if (!folded.isEmpty()) {
      enough = !visitor.test(new Word(start, end, folded));
    }
  }

  /** As one bit, the same for upper and lower case; characters that share one do no harm. */
  private static long beginning(char first) {
    return 1L << (first | 0x20);
  }

  private static boolean isAsciiWord(int point) {
    return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z');
  }

  private static boolean belongsToWord(int point) {
    if (point < 0x80) {
      return isAsciiWord(point);
    }
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.LETTER_NUMBER,
          Character.OTHER_NUMBER, Character.PRIVATE_USE -> !isVariation(point);
      default -> Character.isLetterOrDigit(point);
    };
  }

  private static boolean standsAlone(int point) {
    if (point < 0x0E00) {
      return false;
    }
    if (Character.isIdeographic(point) || isPictogram(point)) {
      return true;
    }
    if (point >= 0x30A0 && point <= 0x30FF) {
      return belongsToWord(point); // the sign for a long vowel belongs to no script
    }
    return belongsToWord(point) && switch (UnicodeScript.of(point)) {
      case HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN, JAVANESE, YI -> true;
      default -> false;
    };
  }

  private static boolean isPictogram(int point) {
    return Character.isEmojiPresentation(point)
        || (Character.isExtendedPictographic(point) && Character.getType(point) == Character.OTHER_SYMBOL);
  }

  /** Signs that only choose how the one before is drawn. */
  private static boolean isVariation(int point) {
    return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
  }

  private static String fold(String word) {
    if (isAscii(word, 0, word.length())) {
      return cutTo(word.toLowerCase(Locale.ROOT));
    }
    String apart = Normalizer.normalize(word, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    var plain = new StringBuilder(apart.length());
    apart.codePoints()
        .filter(point -> !isDiacritic(point) && (point >= 0x80 || Character.isLetterOrDigit(point)))
        .forEach(plain::appendCodePoint);
    return cutTo(Normalizer.normalize(plain, Normalizer.Form.NFC));
  }

  private static String cutTo(String word) {
    if (word.length() <= LONGEST) {
      return word;
    }
    int end = Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return word.substring(0, end);
  }

  private static boolean isAscii(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The marks of European scripts; those of others are letters of theirs. */
  private static boolean isDiacritic(int point) {
    return (point >= 0x300 && point <= 0x36F) || (point >= 0x1AB0 && point <= 0x1AFF)
        || (point >= 0x1DC0 && point <= 0x1DFF) || (point >= 0x20D0 && point <= 0x20FF);
  }
}
