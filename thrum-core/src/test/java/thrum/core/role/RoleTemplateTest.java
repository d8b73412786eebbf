package thrum.core.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.core.context.PlainFile;
import thrum.protocol.failure.Refused;

class RoleTemplateTest {

  private static final Map<Placeholder, String> VALUES =
      Map.of(Placeholder.AGENT_NAME, "ada_api", Placeholder.ROLE, "implementer", Placeholder.MODULE, "api",
          Placeholder.WORKTREE_PATH, "shop-api", Placeholder.REPO_ROOT, "/srv/größe/shop",
          Placeholder.COORDINATOR_NAME, "co");

  @TempDir Path directory;

  private RoleTemplate template(String text) throws IOException {
    return new RoleTemplate("implementer", Files.writeString(directory.resolve("implementer.md"), text));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void everyPlaceholderIsFilledInAndTheRestStays() throws IOException {
    var template = template("""
        # {{.AgentName}}, {{ .Role }} of {{.Module}}
        in {{.WorktreePath}} of {{	.RepoRoot }}; ask {{.CoordinatorName}}{{.CoordinatorName}}.
        { not a place } }} ünd ${this} neither
        """);
    assertEquals("""
        # ada_api, implementer of api
        in shop-api of /srv/größe/shop; ask coco.
        { not a place } }} ünd ${this} neither
        """, text(template.render(VALUES)));
  }

  @Test
  void aTemplateThatIsNotUtf8IsAnErrorThatNamesFileAndLine() throws IOException {
    for (byte[] wrong : new byte[][]{{(byte) 0xFF}, {(byte) 0xC3}, {(byte) 0xC3, 'x'}, {(byte) 0xE9}}) {
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes(bytes("# Größe\n\n{{.Nonsense}} "));
      bytes.writeBytes(wrong);
      Path file = Files.write(directory.resolve("x.md"), bytes.toByteArray());
      var refused = assertThrows(Refused.class, () -> new RoleTemplate("x", file).render(VALUES));
      assertEquals(file + ":3: not UTF-8; save the file in that encoding", refused.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{.AgentNam}}", "{{.agentname}}", "{{AgentName}}", "{{if .Role}}", "{{}}", "{{- .Role -}}",
        "{{.Role | upper}}", "{{.Größe}}"})
  void anUnknownPlaceholderIsAnErrorThatNamesFileAndLine(String wrong) throws IOException {
    var template = template("# {{.AgentName}}\n\ntext " + wrong + "\n");
    var refused = assertThrows(Refused.class, () -> template.render(VALUES));
    assertTrue(refused.text()
        .startsWith(directory.resolve("implementer.md") + ":3: unknown placeholder " + wrong + "; "),
        refused.text());
    assertTrue(refused.text().contains("{{.CoordinatorName}}"), refused.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{.Role", "{{", "{{.Role\n}}", "{{.Role}"})
  void anOpenPlaceholderIsAnErrorThatNamesFileAndLine(String wrong) throws IOException {
    var template = template("one\n" + wrong);
    var refused = assertThrows(Refused.class, () -> template.render(VALUES));
    assertEquals(directory.resolve("implementer.md") + ":2: {{ has no }} on its line", refused.text());
  }

  @Test
  void templatesAreFoundByRoleAndListedInOrder() throws IOException {
    for (String name : List.of("tester.md", "implementer.md", "Notes.md", "x.txt", "a b.md", ".md")) {
      Files.writeString(directory.resolve(name), "text");
    }
    var templates = new RoleTemplates(directory);
    assertEquals(List.of(".md", "Notes.md", "a b.md"), templates.misnamed());
    assertEquals(List.of("implementer", "tester"), templates.all().stream().map(RoleTemplate::role).toList());
    assertEquals(directory.resolve("tester.md"), templates.of("tester").orElseThrow().file());
    for (String role : List.of("missing", "../tester", "Notes", "", "tester.md", "a b")) {
      assertTrue(templates.of(role).isEmpty(), role);
    }
    assertEquals(List.of(), new RoleTemplates(directory.resolve("nowhere")).all());
  }

  @Test
  void aTemplateThatIsALinkIsNotRead() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "keep out");
    Path link = Files.createSymbolicLink(directory.resolve("spy.md"), secret);
    var template = new RoleTemplates(directory).of("spy").orElseThrow();
    var refused = assertThrows(Refused.class, () -> template.render(VALUES));
    assertTrue(refused.text().contains(link + " is a link"), refused.text());
  }

  @Test
  void aTemplateThatIsADirectoryOrTooLargeIsNotRead() throws IOException {
    Path occupied = Files.createDirectory(directory.resolve("a.md"));
    Path large = Files.write(directory.resolve("b.md"), new byte[PlainFile.LARGEST + 1]);
    var refused = assertThrows(Refused.class, () -> new RoleTemplate("a", occupied).render(VALUES));
    assertTrue(refused.text().contains(occupied + " is a directory"), refused.text());
    refused = assertThrows(Refused.class, () -> new RoleTemplate("b", large).render(VALUES));
    assertTrue(refused.text().contains(large + ": 4194305 bytes"), refused.text());
  }

  @Test
  void aLinkInThePlaceOfTheDirectoryIsNotFollowed() throws IOException {
    Files.writeString(directory.resolve("tester.md"), "keep out");
    Path link =
        Files.createSymbolicLink(directory.resolveSibling("link-" + directory.getFileName()), directory);
    var templates = new RoleTemplates(link);
    for (Executable reading : List.<Executable>of(templates::all, () -> templates.of("tester"),
        templates::misnamed)) {
      var refused = assertThrows(Refused.class, reading);
      assertTrue(refused.text().contains(link + " is a link"), refused.text());
    }
    Files.delete(link);
  }

  @Test
  void anOverlayStandsBehindARule() {
    assertEquals("text\n\n---\n\nmine", text(Overlay.append(bytes("text\n"), bytes("mine"))));
    assertEquals("text\n\n---\n\n mine\n", text(Overlay.append(bytes("text"), bytes(" mine\n"))));
    for (String blank : List.of("", " ", "\n\t \r\n")) {
      assertEquals("text", text(Overlay.append(bytes("text"), bytes(blank))));
    }
  }

  @Test
  void anOverlayThatIsShownAnywayIsTakenOffAgain() {
    assertEquals("text\n", text(Overlay.remove(bytes("text\n\n---\n\nmine"), bytes("mine"))));
    for (String other : List.of("text\n\n---\n\nmine, changed", "text\nmine", "mine", "")) {
      assertEquals(other, text(Overlay.remove(bytes(other), bytes("mine"))));
    }
    assertEquals("text\n\n---\n\n", text(Overlay.remove(bytes("text\n\n---\n\n"), bytes(""))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
