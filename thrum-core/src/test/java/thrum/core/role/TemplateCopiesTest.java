package thrum.core.role;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.role.TemplateCopies.Action;
import thrum.core.role.TemplateCopies.Copy;
import thrum.core.role.TemplateCopies.Edited;
import thrum.protocol.failure.Refused;

class TemplateCopiesTest {

  @TempDir Path directory;

  private Path templates() {
    return directory.resolve("role_templates");
  }

  private List<Copy> copy(@Nullable Variant variant, Edited edited, String... roles) {
    return new TemplateCopies(new RoleTemplates(templates()), variant, edited).of(List.of(roles));
  }

  private Action action(@Nullable Variant variant, Edited edited) {
    return copy(variant, edited, "tester").getFirst().action();
  }

  private Path file(String role) {
    return templates().resolve(role + ".md");
  }

  @Test
  void allRolesAreCopiedWhenNoneIsNamed() throws IOException {
    var copies = copy(Variant.STRICT, Edited.KEEP);
    assertEquals(ShippedTemplates.roles(), copies.stream().map(Copy::role).toList());
    for (Copy copy : copies) {
      assertEquals(Action.CREATED, copy.action());
      assertArrayEquals(ShippedTemplates.template(copy.role(), Variant.STRICT),
          Files.readAllBytes(file(copy.role())));
    }
  }

  @Test
  void onlyTheNamedRolesAreCopiedAndEachOnce() throws IOException {
    var copies = copy(Variant.AUTONOMOUS, Edited.KEEP, "tester", "planner", "tester");
    assertEquals(List.of("planner", "tester"), copies.stream().map(Copy::role).toList());
    try (var files = Files.list(templates())) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aCopyThatNobodyEditedFollowsTheVariant() throws IOException {
    assertEquals(Action.CREATED, action(Variant.STRICT, Edited.KEEP));
    assertEquals(Action.UNCHANGED, action(Variant.STRICT, Edited.KEEP));
    assertEquals(Action.REPLACED, action(Variant.AUTONOMOUS, Edited.KEEP));
    assertArrayEquals(ShippedTemplates.template("tester", Variant.AUTONOMOUS),
        Files.readAllBytes(file("tester")));
  }

  @Test
  void whoNamesNoVariantGetsWhatIsMissingAsStrictAndLeavesTheRest() throws IOException {
    copy(Variant.AUTONOMOUS, Edited.KEEP, "tester");
    for (Copy copy : copy(null, Edited.REPLACE)) {
      boolean tester = copy.role().equals("tester");
      assertEquals(tester ? Action.UNCHANGED : Action.CREATED, copy.action());
      assertEquals(tester ? Variant.AUTONOMOUS : Variant.STRICT, copy.variant());
    }
    Files.writeString(file("tester"), "# Ours\n");
    assertEquals(Action.KEPT, action(null, Edited.KEEP));
    assertEquals(Action.REPLACED, action(null, Edited.REPLACE));
    assertArrayEquals(ShippedTemplates.template("tester", Variant.STRICT),
        Files.readAllBytes(file("tester")));
  }

  @Test
  void anEditedTemplateIsLeftAloneUnlessThatIsWanted() throws IOException {
    copy(Variant.STRICT, Edited.KEEP, "tester");
    Files.writeString(file("tester"), "# Ours\n");
    assertEquals(Action.KEPT, action(Variant.STRICT, Edited.KEEP));
    assertEquals(Action.KEPT, action(Variant.AUTONOMOUS, Edited.KEEP));
    assertEquals("# Ours\n", Files.readString(file("tester")));
    assertEquals(Action.REPLACED, action(Variant.STRICT, Edited.REPLACE));
    assertArrayEquals(ShippedTemplates.template("tester", Variant.STRICT),
        Files.readAllBytes(file("tester")));
  }

  @Test
  void aRoleThatTheProgramDoesNotKnowStopsAllOfIt() {
    var refused = assertThrows(Refused.class, () -> copy(Variant.STRICT, Edited.KEEP, "tester", "../x"));
    assertTrue(refused.text().contains("'../x'; there are coordinator, implementer, "), refused.text());
    assertFalse(Files.exists(templates()));
  }

  @Test
  void aLinkInThePlaceOfATemplateStopsAllOfItAlsoWithForce() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "keep");
    Files.createDirectories(templates());
    Files.createSymbolicLink(file("monitor"), secret);
    var refused = assertThrows(Refused.class, () -> copy(Variant.STRICT, Edited.REPLACE));
    assertTrue(refused.text().contains(file("monitor") + " is a link"), refused.text());
    assertEquals("keep", Files.readString(secret));
    assertFalse(Files.exists(file("coordinator")));
  }

  @Test
  void aVariantOfAnotherNameIsRefused() {
    assertEquals(Variant.AUTONOMOUS, Variant.of("autonomous"));
    for (String wrong : List.of("", "Strict", "free")) {
      assertThrows(Refused.class, () -> Variant.of(wrong));
    }
  }
}
