package io.tidemark.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class RefusalsTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      new CommandLine(new Nothing()).setErr(new PrintWriter(err, true));

  @Command(name = "nothing")
  private static final class Nothing {}

  @Test
  void failure_portTakenSinceItWasLookedAt_isASentence() {
    BindException refusal = new BindException("the gateway cannot listen on 127.0.0.1:3001");
    Exception failure = new UncheckedIOException(refusal.getMessage(), refusal);

    assertThat(Refusals.failure(failure, command, null)).isEqualTo(ExitCodes.FAILURE);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("tidemark: the gateway cannot listen on 127.0.0.1:3001.\n");
  }

  @Test
  void failure_unexpected_asksForAReport() {
    assertThat(Refusals.failure(new IllegalStateException("odd"), command, null))
        .isEqualTo(ExitCodes.FAILURE);
    assertThat(err.toString())
        .contains("unexpected failure: java.lang.IllegalStateException: odd", "please report it");
  }
}
