package io.tidemark.standalone.dlq;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.KafkaToolCommand;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark dlq list}: what is on the dead-letter topic. */
@Command(
    name = "list",
    description = "Show the newest records that were no valid events, oldest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark dlq list",
      "  tidemark dlq list --reason invalid_json --limit 100",
      "  tidemark dlq list --json > broken.ndjson"
    },
    modelTransformer = SettingFlags.class)
final class DlqListCommand extends KafkaToolCommand {
  @Option(
      names = "--limit",
      paramLabel = "<n>",
      description = "show at most so many; 0: all (default: 20, with --json all)")
  private int limit = -1;

  @Option(names = "--reason", paramLabel = "<code>", description = "only those, e.g. invalid_json")
  private @Nullable String reason;

  @Option(names = "--json", description = "one JSON object a line, for dlq replay")
  private boolean json;

  @Override
  protected int run(Settings settings) throws StartException, InvalidSettingsException {
    int most = limit >= 0 ? limit : json ? 0 : 20;
    Deque<DlqRecord> newest = new ArrayDeque<>();
    long[] matching = new long[1];
    new DlqTopic(KafkaClients.properties(settings))
        .forEach(
            record -> {
              if (reason != null && !reason.equals(record.reason())) {
                return;
              }
              matching[0]++;
              if (most == 0) {
                print(record);
                return;
              }
              newest.add(record);
              if (newest.size() > most) {
                newest.remove();
              }
            });
    newest.forEach(this::print);
    if (!json) {
      long hidden = most == 0 ? 0 : matching[0] - newest.size();
      out().println(summary(matching[0], hidden));
    }
    return ExitCodes.OK;
  }

  private void print(DlqRecord record) {
    out().println(json ? DlqJson.write(record) : DlqText.brief(record));
  }

  private static String summary(long count, long hidden) {
    if (count == 0) {
      return "No records.";
    }
    String older = hidden == 0 ? "" : "; " + hidden + " older ones are not shown (--limit 0)";
    return count + (count == 1 ? " record" : " records") + older + ".";
  }
}
