package thrum.core.role;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The templates that come with the program: each role in each variant, ready to be copied and edited. */
public final class ShippedTemplates {

  private static final List<String> ROLES = List.of("coordinator", "implementer", "planner", "researcher",
      "reviewer", "tester", "deployer", "documenter", "monitor");

  private ShippedTemplates() {}

  /** The roles that there are templates for. */
  public static List<String> roles() {
    return ROLES;
  }

  /** The template of one of these roles. */
  public static byte[] template(String role, Variant variant) {
    String name = role + "-" + variant.text() + ".md";
    try (InputStream text = ShippedTemplates.class.getResourceAsStream(name)) {
      if (text == null) throw new IllegalArgumentException("the program has no template " + name);
      return text.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the template " + name, e);
    }
  }

  /** The variant that a text is, byte for byte; empty when somebody has written or edited it. */
  public static Optional<Variant> variantOf(String role, byte[] text) {
    if (!ROLES.contains(role)) return Optional.empty();
    return Arrays.stream(Variant.values())
        .filter(variant -> Arrays.equals(template(role, variant), text))
        .findFirst();
  }
}
