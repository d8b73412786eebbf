package thrum.core.role;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import thrum.core.context.PlainFile;
import thrum.core.context.SavedText;
import thrum.protocol.failure.Refused;

/**
 * Puts shipped templates where a team can edit them. All files are looked at before one is written, so a
 * refusal changes nothing.
 *
 * @param templates where they go
 * @param edited what becomes of a template that somebody has written or changed
 */
public record TemplateCopies(RoleTemplates templates, Variant variant, Edited edited) {

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

  /** A role and what happened to its file. */
  public record Copy(String role, String file, Action action) {}

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
    for (Copy copy : copies) {
      if (copy.action().writes()) {
        templates.file(copy.role()).write(ShippedTemplates.template(copy.role(), variant));
      }
    }
    return copies;
  }

  private Copy planned(String role) {
    PlainFile file = templates.file(role);
    return new Copy(role, file.path().toString(), action(role, file.read()));
  }

  private Action action(String role, Optional<SavedText> present) {
    if (present.isEmpty()) return Action.CREATED;
    byte[] text = present.get().bytes();
    if (Arrays.equals(text, ShippedTemplates.template(role, variant))) return Action.UNCHANGED;
    boolean ours = ShippedTemplates.variantOf(role, text).isPresent();
    return ours || edited == Edited.REPLACE ? Action.REPLACED : Action.KEPT;
  }

  private static void requireShipped(String role) {
    if (!ShippedTemplates.roles().contains(role)) {
      throw new Refused("no template comes with the program for role '" + role + "'; there are "
          + String.join(", ", ShippedTemplates.roles()));
    }
  }
}
