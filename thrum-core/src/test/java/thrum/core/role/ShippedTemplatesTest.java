package thrum.core.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedTemplatesTest {

  private static final List<String> PARTS = List.of("## What you may do", "## What you must not do",
      "## How you report", "## When you stop and ask");

  private static final Map<Placeholder, String> VALUES =
      Map.of(Placeholder.AGENT_NAME, "ada_api", Placeholder.ROLE, "implementer", Placeholder.MODULE, "api",
          Placeholder.WORKTREE_PATH, "shop-api", Placeholder.REPO_ROOT, "/srv/shop",
          Placeholder.COORDINATOR_NAME, "co_lead");

  @TempDir Path directory;

  record Shipped(String role, Variant variant) {

    String text() {
      return new String(ShippedTemplates.template(role, variant), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return role + "-" + variant.text();
    }
  }

  static Stream<Shipped> all() {
    return ShippedTemplates.roles()
        .stream()
        .flatMap(role -> Arrays.stream(Variant.values()).map(variant -> new Shipped(role, variant)));
  }

  @Test
  void nineRolesAreThereInTwoVariants() {
    assertEquals(18, all().map(Shipped::text).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachIsRenderedWithNothingLeftOpen(Shipped shipped) throws IOException {
    Path file = Files.writeString(directory.resolve(shipped.role() + ".md"), shipped.text());
    String rendered =
        new String(new RoleTemplate(shipped.role(), file).render(VALUES), StandardCharsets.UTF_8);
    assertTrue(rendered.startsWith("# ada_api: " + shipped.role() + ", "), rendered);
    assertTrue(rendered.contains("co_lead") || shipped.role().equals("coordinator"), rendered);
    assertFalse(rendered.contains("{{"), rendered);
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachSaysWhatIsAllowedWhatIsNotHowToReportAndWhenToStop(Shipped shipped) {
    var lines = shipped.text().lines().toList();
    assertEquals(PARTS, lines.stream().filter(line -> line.startsWith("## ")).toList());
    for (String part : PARTS) {
      var content = lines.stream()
          .skip(lines.indexOf(part) + 1L)
          .takeWhile(line -> !line.startsWith("## "))
          .filter(line -> !line.isBlank())
          .toList();
      assertTrue(content.size() >= 3, () -> part + ": " + content);
    }
    assertTrue(lines.size() >= 25 && lines.size() <= 45, () -> shipped + " has " + lines.size() + " lines");
    assertTrue(shipped.text().contains("thrum inbox --unread"), shipped.toString());
  }

  @Test
  void theTwoVariantsOfARoleAllowDifferentThings() {
    for (String role : ShippedTemplates.roles()) {
      var strict = new Shipped(role, Variant.STRICT);
      var autonomous = new Shipped(role, Variant.AUTONOMOUS);
      for (String part : PARTS) {
        assertNotEquals(part(strict, part), part(autonomous, part), role + ": " + part);
      }
      var common = new HashSet<>(bullets(strict));
      common.retainAll(bullets(autonomous));
      assertTrue(common.size() <= 2, () -> role + " says the same twice: " + common);
    }
  }

  private static List<String> bullets(Shipped shipped) {
    return shipped.text().lines().filter(line -> line.startsWith("- ")).toList();
  }

  private static String part(Shipped shipped, String heading) {
    String rest = shipped.text().substring(shipped.text().indexOf(heading) + heading.length());
    int end = rest.indexOf("\n## ");
    return end < 0 ? rest : rest.substring(0, end);
  }

  @Test
  void aTextIsRecognisedAsItCameAndNotOnceItWasEdited() {
    for (var shipped : all().toList()) {
      assertEquals(Optional.of(shipped.variant()), ShippedTemplates.variantOf(shipped.role(), shipped.text()
          .getBytes(StandardCharsets.UTF_8)));
      assertEquals(Optional.empty(), ShippedTemplates.variantOf(shipped.role(), (shipped.text() + "\n")
          .getBytes(StandardCharsets.UTF_8)));
    }
    assertEquals(Optional.empty(), ShippedTemplates.variantOf("writer", new byte[0]));
  }
}
