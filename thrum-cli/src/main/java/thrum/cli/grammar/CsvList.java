package thrum.cli.grammar;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of one use of a list flag: split at commas, quoted as in CSV files (01 §1.1), so that
 * {@code 'a,"b,c"'} is the two texts {@code a} and {@code b,c}.
 */
public record CsvList(List<String> values) {
  public CsvList {
    values = List.copyOf(values);
  }

  /** All values of a flag that may be repeated. */
  public static List<String> flat(List<CsvList> uses) {
    var all = new ArrayList<String>();
    for (CsvList use : uses) all.addAll(use.values);
    return all;
  }

  /** Splits one value; an empty one holds nothing. */
  public static CsvList of(String text) {
    if (text.isEmpty()) return new CsvList(List.of());
    if (text.indexOf('"') < 0) return new CsvList(List.of(text.split(",", -1)));
    var values = new ArrayList<String>();
    int at = 0;
    while (true) {
      var value = new StringBuilder();
      at = text.startsWith("\"", at) ? quoted(text, at + 1, value) : bare(text, at, value);
      values.add(value.toString());
      if (at == text.length()) return new CsvList(values);
      at++;
    }
  }

  /** Returns the index of the comma behind the field, or the text's length. */
  private static int bare(String text, int from, StringBuilder value) {
    int comma = text.indexOf(',', from);
    int end = comma < 0 ? text.length() : comma;
    if (text.substring(from, end).indexOf('"') >= 0) {
      throw new TypeConversionException("a quote may only stand at the start of a value: " + text);
    }
    value.append(text, from, end);
    return end;
  }

  private static int quoted(String text, int from, StringBuilder value) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        value.append(c);
      } else if (text.startsWith("\"", at)) {
        value.append('"');
        at++;
      } else if (at == text.length() || text.charAt(at) == ',') {
        return at;
      } else {
        throw new TypeConversionException("text behind a closing quote: " + text);
      }
    }
    throw new TypeConversionException("a quote is not closed: " + text);
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<CsvList> {
    @Override
    public CsvList convert(String value) {
      return of(value);
    }
  }
}
