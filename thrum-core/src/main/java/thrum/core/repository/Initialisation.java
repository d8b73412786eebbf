package thrum.core.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.core.config.Config;
import thrum.core.config.ConfigFile;
import thrum.core.config.ConfigKeys;
import thrum.core.file.AtomicFile;
import thrum.core.file.FileFailure;
import thrum.core.file.Mode;
import thrum.core.file.OwnDirectory;
import thrum.core.git.GitCommand;
import thrum.core.git.GitConfig;
import thrum.core.git.GitLocation;
import thrum.core.git.GitWorktrees;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.remote.Contact;
import thrum.core.sync.remote.Origin;
import thrum.protocol.failure.Refused;

/**
 * Sets a repository up (01 §3.1 steps 2–6 without the agent). Repeating it adds what is missing; when
 * it fails half-way, what it has made is gone again. Several may run at the same moment.
 *
 * @param environment of the caller, for {@code git}
 */
public record Initialisation(InstantSource clock, Map<String, String> environment) {

  /** Version of the directory layout. */
  static final String SCHEMA_VERSION = "1\n";

  /**
   * Sets the repository up that holds the request's directory.
   *
   * @throws Refused the directory is outside Git or in a repository that cannot carry the log
   * @throws thrum.protocol.failure.Broken something cannot be written
   */
  public Initialised run(InitRequest request) {
    var git = GitLocation.find(request.directory())
        .orElseThrow(
            () -> new Refused("not a Git repository: " + request.directory() + "; run 'git init' first"));
    var top = checkout(git, "thrum init");
    requireReadable(git.commonDirectory());
    try (var _ = InitialisationLock.take(git.commonDirectory())) {
      return belongsElsewhere(git, top) ? link(top) : complete(request, git, top);
    }
  }

  /**
   * The checkout that a command works in.
   *
   * @param command as the user types it
   * @throws Refused there is none, or it is the Git directory's own
   */
  public static Path checkout(GitLocation git, String command) {
    var top = git.topLevel();
    if (top == null) {
      throw new Refused(
          git.gitDirectory() + " is a Git directory without a checkout; run '" + command + "' in a worktree");
    }
    if (top.startsWith(git.commonDirectory())) {
      throw new Refused(top + " is inside the Git directory; run '" + command + "' where you work");
    }
    return top;
  }

  /** JGit reads neither SHA-256 objects nor, together with linked worktrees, reference tables (ruling 20). */
  public static void requireReadable(Path commonDirectory) {
    var config = GitConfig.of(commonDirectory);
    if (!config.objectFormat().equalsIgnoreCase("sha1")) {
      throw new Refused("this repository stores its objects as " + config.objectFormat()
          + "; thrum can only work with SHA-1 repositories");
    }
    if (!config.refStorage().equalsIgnoreCase("files")) {
      throw new Refused("this repository stores its references as " + config.refStorage()
          + "; thrum can only work with references in files (git refs migrate --ref-format=files)");
    }
  }

  /** Whether another checkout holds the data of this repository, or has to. */
  private static boolean belongsElsewhere(GitLocation git, Path top) {
    if (!git.isLinkedWorktree()) {
      return false;
    }
    var main = git.mainCheckout();
    if (main.isPresent()) {
      if (!Files.isDirectory(main.get().resolve(Layout.THRUM))) {
        throw new Refused("this is a linked worktree of " + main.get() + ", which thrum does not know yet;"
            + " run 'thrum init' there first");
      }
      return true;
    }
    return new GitWorktrees(git.commonDirectory()).checkouts()
        .stream()
        .anyMatch(checkout -> !checkout.equals(top) && WorktreeSetup.holdsData(checkout));
  }

  private static Initialised link(Path top) {
    var done = new WorktreeSetup(top, null).run();
    return new Initialised.Linked(Repository.exactly(top).layout(), done.warning());
  }

  private Initialised complete(InitRequest request, GitLocation git, Path top) {
    var repository = Repository.exactly(top);
    if (new Redirect(repository.localThrum()).exists()) {
      throw new Refused(top + " is redirected to another checkout; remove " + repository.localThrum()
          + "/redirect to let it keep data of its own");
    }
    requireNoLinks(repository.layout());
    var fresh = !(repository.hasThrum() && repository.initialised());
    var undo = new Undo();
    try {
      return complete(request, git, repository.layout(), fresh, undo);
    } catch (IOException e) {
      var failure = FileFailure.of("cannot set thrum up", repository.localThrum(), e);
      undo.run(failure);
      throw failure;
    } catch (RuntimeException e) {
      undo.run(e);
      throw e;
    }
  }

  /** A checkout of somebody else's repository may bring such along; files would be written through them. */
  private static void requireNoLinks(Layout layout) {
    for (Path directory : List.of(layout.identities(), layout.context(), layout.strategies())) {
      new OwnDirectory(directory).requireNoLink();
    }
  }

  private Initialised complete(InitRequest request, GitLocation git, Layout layout, boolean fresh, Undo undo)
      throws IOException {
    undo.directory(layout.var());
    undo.directory(layout.identities());
    undo.directory(layout.context());
    undo.file(layout.config());
    var localOnly = configure(layout, request);
    var branch = new SyncBranch(layout.commonDirectory(), clock, new GitCommand(environment));
    var unreached = localOnly ? null : fetched(branch);
    if (Files.isDirectory(branch.worktree())) {
      branch.heal(layout.var());
    }
    var source = prepare(branch, undo);
    var all = fresh || request.again() == InitRequest.Again.FORCE;
    if (all) {
      undo.file(layout.schemaVersion());
      new AtomicFile(layout.schemaVersion(), Mode.OWNER_FILE).write(bytes(SCHEMA_VERSION));
    }
    for (var guide : Guide.values()) {
      undo.directory(layout.strategies());
      undo.file(guide.in(layout.strategies()));
      guide.writeTo(layout.strategies());
    }
    undo.file(layout.projectState());
    new ProjectState(layout.projectState(), git, new GitCommand(environment)).writeIfAbsent(clock.instant());
    // Last, because it is the one step that changes a file of the user's.
    var rules = IgnoreRules.of(request.ignore(), layout.checkout(), layout.commonDirectory());
    return new Initialised.Complete(layout, fresh, source, rules.file(), all ? rules.ensure() : List.of(),
        localOnly, unreached);
  }

  /**
   * Brings the branch from a remote that has it, so that this clone does not begin one of its own (04 §1.3,
   * row 3).
   */
  private @Nullable String fetched(SyncBranch branch) {
    var origin = new Origin(branch.commonDirectory(), () -> environment, GitCommand.NETWORK_LIMIT);
    if (branch.known() || origin.url().isEmpty()) {
      return null;
    }
    var contact = origin.fetch();
    return contact.ok() || contact.outcome() == Contact.Outcome.NO_BRANCH ? null : contact.reason();
  }

  private static SyncBranch.Source prepare(SyncBranch branch, Undo undo) {
    var prepared = branch.prepare();
    undo.add(() -> branch.undo(prepared));
    return prepared.source();
  }

  private boolean configure(Layout layout, InitRequest request) {
    var file = new ConfigFile(layout.config());
    file.create(ConfigKeys.initial());
    if (request.sharing() == InitRequest.Sharing.EXCHANGED) {
      file.set(ConfigKeys.LOCAL_ONLY, "false");
    }
    var runtime = request.runtime();
    if (runtime != null) {
      file.set(ConfigKeys.RUNTIME_PRIMARY, runtime);
    }
    return Config.read(layout.config(), environment).localOnly();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
