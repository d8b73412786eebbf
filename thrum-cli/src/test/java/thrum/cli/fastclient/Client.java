package thrum.cli.fastclient;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The native client in a directory of its own, with a launcher beside it that only says that it was called.
 */
final class Client {

  /** Exit code of the launcher. */
  static final int HANDED_OVER = 7;

  private static final int SECONDS = 60;

  private final Path program;
  private final Map<String, String> environment = new HashMap<>();

  Client(NativeBuild build, Path directory) throws IOException {
    program = build.installedIn(directory);
    var launcher = directory.resolve("thrum-jvm");
    Files.writeString(launcher, """
        #!/bin/sh
        printf 'JVM'
        for word; do printf ' [%s]' "$word"; done
        exit 7
        """);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", directory.toString());
    environment.put("ASAN_OPTIONS", "exitcode=99");
  }

  /**
   * What a run of it left behind.
   *
   * @param exit 128 plus the signal when one ended it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Ran(int exit, byte[] bytes, String err) {
    String out() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    boolean handedOver() {
      return exit == HANDED_OVER && out().startsWith("JVM");
    }
  }

  Path program() {
    return program;
  }

  Client with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Client without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Runs it with an empty standard input. */
  Ran run(Path directory, String... words) throws IOException {
    var all = new ArrayList<>(List.of(program.toString()));
    all.addAll(List.of(words));
    return finish(start(directory, all), new byte[0]);
  }

  /** Runs a line of the shell in which {@code $0} is the client. */
  Ran shell(Path directory, String line) throws IOException {
    return finish(start(directory, List.of("sh", "-c", line, program.toString())), new byte[0]);
  }

  Ran run(Path directory, byte[] input, String... words) throws IOException {
    var all = new ArrayList<>(List.of(program.toString()));
    all.addAll(List.of(words));
    return finish(start(directory, all), input);
  }

  Process start(Path directory, List<String> words) throws IOException {
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Feeds the process and waits for its end, which has to come. */
  static Ran finish(Process process, byte[] input) {
    Thread.ofVirtual().start(() -> {
      try (var in = process.getOutputStream()) {
        in.write(input);
      } catch (IOException notRead) {
        // A command need not read what it is given.
        Thread.onSpinWait();
      }
    });
    var err = reading(process.getErrorStream());
    var out = reading(process.getInputStream());
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the client hangs");
      }
      return new Ran(process.exitValue(), out.join(), new String(err.join(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static CompletableFuture<byte[]> reading(InputStream in) {
    var bytes = new CompletableFuture<byte[]>();
    Thread.ofVirtual().start(() -> {
      try {
        bytes.complete(in.readAllBytes());
      } catch (IOException e) {
        bytes.completeExceptionally(e);
      }
    });
    return bytes;
  }
}
