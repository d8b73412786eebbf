package thrum.core.role;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import thrum.core.context.PlainFile;
import thrum.core.file.DirectoryListing;
import thrum.core.file.OwnDirectory;

/**
 * The role templates of a repository, shared by all its worktrees (05 §6.4, ruling 32). Everything here is
 * refused when the directory is a link: it could lead to files that the reader must not see.
 *
 * @param directory {@code role_templates} of the effective {@code .thrum}; it need not exist
 */
public record RoleTemplates(Path directory) {

  private static final String SUFFIX = ".md";
  private static final Pattern ROLE = Pattern.compile("[a-z0-9_-]+");

  /** All of them, by role; files whose names are no roles are none. */
  public List<RoleTemplate> all() {
    return markdown().stream().flatMap(name -> of(name).stream()).toList();
  }

  /** File names that look like a template's and can be none, for want of a role of that name. */
  public List<String> misnamed() {
    return markdown().stream().filter(name -> !isRole(name)).map(name -> name + SUFFIX).toList();
  }

  /** The template of a role; empty when there is none, or could be none. */
  public Optional<RoleTemplate> of(String role) {
    if (!isRole(role)) return Optional.empty();
    requireDirectory();
    var file = directory.resolve(role + SUFFIX);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new RoleTemplate(role, file))
        : Optional.empty();
  }

  /** The file that holds the template of a role, or will. */
  PlainFile file(String role) {
    requireDirectory();
    return RoleTemplate.file(directory.resolve(role + SUFFIX));
  }

  private List<String> markdown() {
    requireDirectory();
    return DirectoryListing.of(directory)
        .stream()
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .toList();
  }

  private void requireDirectory() {
    new OwnDirectory(directory).requireNoLink();
  }

  private static boolean isRole(String name) {
    return ROLE.matcher(name).matches();
  }
}
