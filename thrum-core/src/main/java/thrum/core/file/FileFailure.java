package thrum.core.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Broken;

/** Turns the platform's exceptions, whose messages are often a bare path, into one line a user can act on. */
public final class FileFailure {

  private FileFailure() {}

  /** The failure {@code what: on: reason}. */
  public static Broken of(String what, Path on, IOException cause) {
    return of(what, on, "", cause);
  }

  /** The failure {@code what: on: reason; remedy}. */
  public static Broken of(String what, Path on, String remedy, IOException cause) {
    return new Broken(what, on.toString(), remedy, new IOException(reason(cause, on), cause));
  }

  private static String reason(IOException cause, Path on) {
    var plain = switch (cause) {
      case AccessDeniedException e -> "permission denied";
      case NoSuchFileException e -> "no such file or directory";
      case FileAlreadyExistsException e -> "something else has that name";
      case DirectoryNotEmptyException e -> "the directory is not empty";
      case NotDirectoryException e -> "not a directory";
      case FileSystemException e -> e.getReason() == null ? e.getMessage() : e.getReason();
      default -> cause.getMessage();
    };
    return (plain == null ? cause.getClass().getSimpleName() : plain) + elsewhere(cause, on);
  }

  /** Names the file that the platform complained about when it is not the one the line begins with. */
  private static String elsewhere(IOException cause, Path on) {
    var file = fileOf(cause);
    return file == null || file.equals(on.toString()) ? "" : " (" + file + ")";
  }

  private static @Nullable String fileOf(IOException cause) {
    return cause instanceof FileSystemException failure ? failure.getFile() : null;
  }
}
