package thrum.core.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitCommand;
import thrum.core.git.GitSandbox;
import thrum.protocol.agent.FileChange;

class GitFactsTest {

  private static final Instant NOW = Instant.parse("2026-02-03T18:02:10Z");

  @TempDir Path directory;
  private GitSandbox git;
  private Path main;

  @BeforeEach
  void sandbox() {
    git = new GitSandbox(directory);
    main = git.repository("my widgets");
  }

  private Workspace facts(Path place) {
    return new GitFacts(new GitCommand(git.environment()), InstantSource.fixed(NOW)).of(place);
  }

  private void commitAt(String time, String message) {
    git.git(main, "add", "-A");
    git.git(main, "-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "-m", message, "--date", time);
  }

  @Test
  void outsideGitThereAreNone() {
    assertEquals(Workspace.NONE, facts(directory));
  }

  @Test
  void withoutCommitsTheBranchAndTheFilesAreKnown() {
    var fresh = git.empty("fresh");
    GitSandbox.write(fresh.resolve("a"), "");
    assertEquals(new Workspace(fresh.toString(), "main", List.of(), List.of(), List.of(), List.of("a")),
        facts(fresh));
  }

  @Test
  void uncommittedFilesKeepTheirWholeNames() throws IOException {
    for (var name : List.of("unstaged", "old name", "gone", "größe \"q\"\t日本")) {
      GitSandbox.write(main.resolve(name), name + "\nsome lines\nto recognise\n");
    }
    git.commit(main, "files");
    Files.writeString(main.resolve("unstaged"), "changed");
    Files.writeString(main.resolve("größe \"q\"\t日本"), "changed");
    git.git(main, "mv", "old name", "new name");
    Files.delete(main.resolve("gone"));
    GitSandbox.write(main.resolve("dir/untracked"), "");
    assertEquals(List.of("gone", "größe \"q\"\t日本", "new name", "unstaged", "dir/"),
        facts(main).uncommittedFiles());
  }

  @Test
  void theBranchIsComparedWithTheRemoteMainBranch() throws IOException {
    git.git(main, "update-ref", "refs/remotes/origin/main", "HEAD");
    git.git(main, "checkout", "-q", "-b", "feature/x");
    GitSandbox.write(main.resolve("added"), "1\n2\n");
    GitSandbox.write(main.resolve("picture"), "\0\1\2");
    commitAt("2026-01-01T10:00:00+02:00", "Add things\n\nbody");
    Files.writeString(main.resolve("README"), "other\n");
    commitAt("2026-01-02T10:00:00Z", "Change README");
    var facts = facts(main);
    assertEquals("feature/x", facts.branch());
    assertEquals(List.of("Change README", "Add things"),
        facts.unmerged().stream().map(commit -> commit.message()).toList());
    assertEquals(git.git(main, "rev-parse", "HEAD"), facts.unmerged().getFirst().sha());
    assertEquals(List.of("README"), facts.unmerged().getFirst().files());
    assertEquals(List.of("added", "picture"), facts.unmerged().getLast().files());
    assertEquals(List.of("README", "added", "picture"), facts.changedFiles());
    assertEquals(
        List.of("README modified 1 1 2026-01-02T10:00:00", "added added 2 0 2026-01-01T10:00:00",
            "picture modified 0 0 2026-01-01T10:00:00"),
        facts.changes().stream().map(GitFactsTest::describe).toList());
    assertEquals(List.of(), facts.uncommittedFiles());
  }

  private static String describe(FileChange change) {
    var time = String.valueOf(change.lastModified()).replaceAll(".*(\\d{4}-[-\\dT:]{14}).*", "$1");
    return change.path() + " " + change.status() + " " + change.additions() + " " + change.deletions() + " "
        + time;
  }

  @Test
  void aRenameOnTheBranchHasItsNewName() {
    GitSandbox.write(main.resolve("before it"), "some\nlines\nto\nrecognise\n");
    git.commit(main, "file");
    git.git(main, "update-ref", "refs/remotes/origin/master", "HEAD");
    git.git(main, "mv", "before it", "after it");
    git.commit(main, "rename");
    var facts = facts(main);
    assertEquals(List.of("after it"), facts.changedFiles());
    assertEquals("renamed", facts.changes().getFirst().status());
    assertEquals(List.of("after it", "before it"), facts.unmerged().getFirst().files());
  }

  @Test
  void withoutARemoteTheLastTenCommitsCount() {
    assertEquals(List.of(), facts(main).unmerged());
    for (int i = 0; i < 11; i++) {
      git.commit(main, "c" + i);
    }
    assertEquals(10, facts(main).unmerged().size());
    git.git(main, "checkout", "-q", "--detach");
    assertEquals("", facts(main).branch());
  }

  @Test
  void aRepositoryCannotMakeItRunAnything() throws IOException {
    var trap = directory.resolve("trapped");
    var script = directory.resolve("trap.sh");
    Files.writeString(script, "#!/bin/sh\ntouch '" + trap + "'\n");
    assertTrue(script.toFile().setExecutable(true));
    git.git(main, "config", "core.fsmonitor", script.toString());
    git.git(main, "config", "core.pager", script.toString());
    git.git(main, "config", "diff.external", script.toString());
    git.git(main, "config", "core.hooksPath", directory.toString());
    Files.writeString(main.resolve("README"), "x");
    assertEquals(List.of("README"), facts(main).uncommittedFiles());
    assertTrue(Files.notExists(trap));
  }

  @Test
  void theIndexIsNotRefreshedBehindTheUsersBack() throws IOException {
    Files.setLastModifiedTime(main.resolve("README"), FileTime.from(NOW));
    var index = git.git(main, "ls-files", "--debug");
    facts(main);
    assertEquals(index, git.git(main, "ls-files", "--debug"));
  }
}
