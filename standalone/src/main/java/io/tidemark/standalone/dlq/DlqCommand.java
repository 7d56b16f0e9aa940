package io.tidemark.standalone.dlq;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidemark dlq}: alone it prints its help. */
@Command(
    name = "dlq",
    description = "Look at records that were no valid events, and send repaired ones again.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark dlq list --json > broken.ndjson",
      "  (edit \"value\" in broken.ndjson)",
      "  tidemark dlq replay broken.ndjson"
    },
    subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqReplayCommand.class},
    synopsisSubcommandLabel = "COMMAND")
public final class DlqCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandLine self = Objects.requireNonNull(spec).commandLine();
    self.usage(self.getOut());
  }
}
