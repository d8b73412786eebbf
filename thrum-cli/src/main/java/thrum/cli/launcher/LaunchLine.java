package thrum.cli.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that starts this program again, in the same runtime and from the same files: through the
 * installed launcher, which knows the flags and caches of a daemon, else directly while developing.
 *
 * @param javaHome home of the running Java
 * @param classPath what it runs from: one jar, or a class path while developing
 */
record LaunchLine(Path javaHome, String classPath) {

  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable", "-Xshare:auto");
  private static final String LAUNCHER = "../../bin/thrum-jvm";

  /** The words before the arguments. */
  List<String> words() {
    Path launcher = Path.of(classPath).toAbsolutePath().resolve(LAUNCHER).normalize();
    if (isOneJar() && Files.isExecutable(launcher)) return List.of(launcher.toString());
    var words = new ArrayList<String>();
    words.add(javaHome.resolve("bin").resolve("java").toString());
    words.addAll(FLAGS);
    if (isOneJar()) {
      // The manifest holds the class path and the permission for native access.
      words.addAll(List.of("-jar", Path.of(classPath).toAbsolutePath().toString()));
    } else {
      words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", absolute(classPath),
          Main.class.getName()));
    }
    return words;
  }

  private boolean isOneJar() {
    return classPath.endsWith(".jar") && classPath.indexOf(File.pathSeparatorChar) < 0;
  }

  /** The daemon runs in another directory, where relative entries would lead nowhere. */
  private static String absolute(String classPath) {
    var entries = new ArrayList<String>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
