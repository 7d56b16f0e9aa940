package io.tidemark.standalone.replay;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/** What is wrong with a file, in a sentence without a full stop. */
final class FileProblem {

  static String sentence(IOException problem) {
    if (problem instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (problem instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read or written by this user";
    }
    if (problem instanceof ZipException) {
      return "the file ends with .gz and is no gzip file: " + problem.getMessage();
    }
    if (problem instanceof EOFException) {
      return "the file ends before the place reached last time; add --restart to begin again";
    }
    return problem.getMessage() == null ? problem.toString() : problem.getMessage();
  }

  private FileProblem() {}
}
