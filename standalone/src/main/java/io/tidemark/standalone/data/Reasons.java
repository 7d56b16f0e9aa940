package io.tidemark.standalone.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Puts failures of the file system into words; their messages are often only a path. */
final class Reasons {
  static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "access denied to " + failure.getMessage();
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no " + failure.getMessage();
    }
    if (failure instanceof FileAlreadyExistsException) {
      return failure.getMessage() + " is not a folder";
    }
    if (failure instanceof FileSystemException at && at.getReason() != null) {
      return at.getReason() + " (" + at.getFile() + ")";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private Reasons() {}
}
