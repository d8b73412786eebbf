package thrum.core.role;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import thrum.core.file.DirectoryListing;

/**
 * The role templates of a repository, shared by all its worktrees (05 §6.4, ruling 32).
 *
 * @param directory {@code role_templates} of the effective {@code .thrum}; it need not exist
 */
public record RoleTemplates(Path directory) {

  private static final String SUFFIX = ".md";
  private static final Pattern ROLE = Pattern.compile("[a-z0-9_-]+");

  /** All of them, by role; files whose names are no roles are none. */
  public List<RoleTemplate> all() {
    return DirectoryListing.of(directory)
        .stream()
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .flatMap(role -> of(role).stream())
        .toList();
  }

  /** The template of a role; empty when there is none, or could be none. */
  public Optional<RoleTemplate> of(String role) {
    if (!ROLE.matcher(role).matches()) return Optional.empty();
    var file = directory.resolve(role + SUFFIX);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new RoleTemplate(role, file))
        : Optional.empty();
  }
}
