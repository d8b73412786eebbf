package thrum.cli.grammar;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as {@code --page} takes them. */
final class WholeNumber implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    try {
      return Integer.valueOf(value);
    } catch (NumberFormatException notANumber) {
      throw new TypeConversionException("'" + value + "' is not a whole number");
    }
  }
}
