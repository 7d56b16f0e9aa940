package io.tidemark.standalone.sites;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.KafkaToolCommand;
import io.tidemark.standalone.tool.Progress;
import io.tidemark.standalone.tool.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark export}: a site's raw events out of the log. */
@Command(
    name = "export",
    description = {
      "Write a site's raw events, one JSON object a line, as far back as the log reaches.",
      "",
      "The events are those in the log when the command starts: the site's own partition first, in"
          + " its order, then what came to other partitions. They keep their event_id, so that a"
          + " replay within the de-duplication window counts nothing twice. Progress goes to"
          + " standard error."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark export shop > shop.ndjson",
      "  tidemark export shop --from 2026-01-01 --to 2026-01-31 --out january.ndjson.gz",
      "  tidemark replay january.ndjson.gz --url http://other-host:3001"
    },
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
public final class ExportCommand extends KafkaToolCommand {
  @Parameters(paramLabel = "SITE", description = "the site's id")
  private String site = "";

  @Option(
      names = "--from",
      paramLabel = "<time>",
      description = "event times from this day (UTC) or instant on (default: all)")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "<time>",
      description =
          "event times up to this day, which is included, or before this instant (default: all)")
  private @Nullable String to;

  @Option(
      names = "--out",
      paramLabel = "<file>",
      description = "write here; compressed if it ends with .gz (default: standard output)")
  private @Nullable Path file;

  @Override
  protected int run(Settings settings) throws StartException, InvalidSettingsException {
    Times times = Times.parse(from, to);
    var log = new SiteLog(KafkaClients.properties(settings), site, times);
    SiteLog.Summary summary;
    try (ExportFile out = ExportFile.open(file);
        Progress progress = Terminal.progress("export", 0)) {
      summary = log.forEach(out::line, progress);
      out.complete();
    } catch (IOException e) {
      String where = file == null ? "standard output" : file.toString();
      throw new StartException(where + " cannot be written: " + e.getMessage(), e);
    }
    tell(summary, times);
    return ExitCodes.OK;
  }

  private void tell(SiteLog.Summary summary, Times times) {
    err()
        .printf(
            Locale.ROOT,
            "Exported %,d events of %s; looked at %,d records.%n",
            summary.found(),
            site,
            summary.read());
    if (summary.oldest() == null) {
      err().println("The log is empty.");
      return;
    }
    err().println("The log holds what arrived since " + summary.oldest() + ".");
    if (summary.cut() && times.fromMs() < summary.oldest().toEpochMilli()) {
      err()
          .println(
              "Older raw events expired (TIDEMARK_RAW_RETENTION); statistics still have them.");
    }
  }
}
