package io.tidemark.standalone.command;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.settings.InvalidSettingsException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user in a sentence what went wrong; a stack trace only when asked for. */
final class Refusals {

  /** The command line is wrong. */
  static int usage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("tidemark: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCodes.USAGE;
  }

  /** The command failed. */
  static int failure(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof InvalidSettingsException invalid) {
      invalid.problems().forEach(problem -> err.println("tidemark: " + problem + "."));
      return ExitCodes.USAGE;
    }
    if (failure instanceof StartException) {
      err.println("tidemark: " + failure.getMessage() + ".");
    } else {
      err.println(
          "tidemark: unexpected failure: "
              + failure
              + "; TIDEMARK_LOG_LEVEL=debug shows where, please report it.");
    }
    Logger log = LoggerFactory.getLogger(Refusals.class);
    if (log.isDebugEnabled()) {
      failure.printStackTrace(err);
    }
    return ExitCodes.FAILURE;
  }

  private Refusals() {}
}
