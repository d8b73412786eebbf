package thrum.core.role;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import thrum.core.context.PlainFile;
import thrum.protocol.failure.Refused;

/**
 * Puts shipped templates where a team can edit them. All files are looked at before one is written, so a
 * refusal changes nothing.
 *
 * @param templates where they go
 * @param variant the wanted one; null for whichever is there, and strict where none is
 * @param edited what becomes of a template that somebody has written or changed
 */
public record TemplateCopies(RoleTemplates templates, @Nullable Variant variant, Edited edited) {

  /** What becomes of a template that is nobody's copy any more. */
  public enum Edited {
    KEEP, REPLACE
  }

  /** What happened to one file. */
  public enum Action {
    CREATED, REPLACED, UNCHANGED, KEPT;

    /** As it is printed. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    private boolean writes() {
      return this == CREATED || this == REPLACED;
    }
  }

  /**
   * A role and what happened to its file.
   *
   * @param variant that the file holds now; null when it is an edited one
   */
  public record Copy(String role, String file, @Nullable Variant variant, Action action) {}

  /**
   * Copies the templates of some roles, in the order in which the program has them; of all when none is
   * named.
   *
   * @throws Refused a role has no shipped template, or something in the place of a file is none
   */
  public List<Copy> of(List<String> roles) {
    roles.forEach(TemplateCopies::requireShipped);
    var copies = ShippedTemplates.roles()
        .stream()
        .filter(role -> roles.isEmpty() || roles.contains(role))
        .map(this::planned)
        .toList();
    copies.forEach(this::write);
    return copies;
  }

  private void write(Copy copy) {
    if (copy.variant() != null && copy.action().writes()) {
      templates.file(copy.role()).write(ShippedTemplates.template(copy.role(), copy.variant()));
    }
  }

  private Copy planned(String role) {
    PlainFile file = templates.file(role);
    String path = file.path().toString();
    Variant wanted = variant == null ? Variant.STRICT : variant;
    var present = file.read();
    if (present.isEmpty()) return new Copy(role, path, wanted, Action.CREATED);
    Variant copied = ShippedTemplates.variantOf(role, present.get().bytes()).orElse(null);
    if (copied == null && edited == Edited.KEEP) return new Copy(role, path, null, Action.KEPT);
    if (copied != null && (variant == null || copied == variant)) {
      return new Copy(role, path, copied, Action.UNCHANGED);
    }
    return new Copy(role, path, wanted, Action.REPLACED);
  }

  private static void requireShipped(String role) {
    if (!ShippedTemplates.roles().contains(role)) {
      throw new Refused("no template comes with the program for role '" + role + "'; there are "
          + String.join(", ", ShippedTemplates.roles()));
    }
  }
}
