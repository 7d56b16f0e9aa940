package io.tidemark.standalone.dlq;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.KafkaToolCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark dlq show}: one record with its whole value. */
@Command(
    name = "show",
    description = "Show one record with its whole value.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark dlq show 0:17"},
    modelTransformer = SettingFlags.class)
final class DlqShowCommand extends KafkaToolCommand {
  @Parameters(paramLabel = "PARTITION:OFFSET", description = "as dlq list shows it, like 0:15")
  private String place = "";

  @Override
  protected int run(Settings settings) throws StartException, InvalidSettingsException {
    Place wanted = Places.parse(place);
    boolean[] found = new boolean[1];
    new DlqTopic(KafkaClients.properties(settings))
        .forEach(
            record -> {
              if (record.at().equals(wanted)) {
                found[0] = true;
                out().println(DlqText.full(record));
              }
            });
    if (!found[0]) {
      throw new StartException(
          "there is no record at " + wanted + "; tidemark dlq list shows which there are");
    }
    return ExitCodes.OK;
  }
}
