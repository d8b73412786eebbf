package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import thrum.cli.fastclient.NativeBuild;
import thrum.cli.launcher.StartingWords;

/** The ways a command line may go. */
enum Via {

  /** The JVM launcher when nobody can run the command for it. */
  OWN_PROCESS,
  /** The JVM launcher, which has the daemon run the command where it can. */
  JVM_LAUNCHER,
  /** The native client, with the JVM launcher behind it. */
  NATIVE_CLIENT;

  private static final int SECONDS = 60;

  /** Skips the test where this way does not exist. */
  void require() {
    assumeTrue(this != NATIVE_CLIENT || NativeBuild.PLAIN.isPossible(), "this machine has no C compiler");
  }

  /** Puts the native client and its launcher into a directory, and returns the client. */
  static Path install(Path directory) throws IOException {
    var client = NativeBuild.PLAIN.installedIn(directory);
    var launcher = directory.resolve("thrum-jvm");
    Files.writeString(launcher,
        "#!/bin/sh\nexec '" + String.join("' '", StartingWords.ofTheProgram()) + "' \"$@\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    return client;
  }

  /** Runs a program to its end. */
  static Ran process(Path program, Path directory, Map<String, String> environment, byte[] input,
      String... arguments) {
    var words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      var err = new ByteArrayOutputStream();
      var errors = Thread.ofVirtual().start(() -> copy(process, err));
      Thread.ofVirtual().start(() -> feed(process, input));
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), () -> words + " hangs");
      errors.join();
      return new Ran("thrum " + String.join(" ", arguments), process.exitValue(), out,
          err.toString(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interruption);
    }
  }

  private static void copy(Process process, ByteArrayOutputStream err) {
    try {
      process.getErrorStream().transferTo(err);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void feed(Process process, byte[] input) {
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException notRead) {
      // A command need not read what it is given.
      Thread.onSpinWait();
    }
  }
}
