package io.tidemark.standalone.sites;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.generation.Generations;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.KafkaToolCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark delete}: removes a site's statistics. */
@Command(
    name = "delete",
    description = {
      "Remove a site's statistics for good, after asking.",
      "",
      "The removal is a record in the log: what stands before it is forgotten, what comes behind it"
          + " counts as if the site were new. It holds for every query server and standby, after"
          + " restarts, and when the log is counted again. The raw events stay in the log until"
          + " they expire (TIDEMARK_RAW_RETENTION), and an event_id is remembered until the"
          + " de-duplication window is over."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark delete shop", "  tidemark delete shop --yes --wait 300"},
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
public final class DeleteCommand extends KafkaToolCommand {
  private static final int MAX_SITE_CHARACTERS = 255;

  @Parameters(paramLabel = "SITE", description = "the site's id")
  private String site = "";

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  @Option(
      names = "--wait",
      paramLabel = "<seconds>",
      description =
          "how long to wait until it is carried out, 0 to 86400; it will be in any case"
              + " (default: 60)")
  private int waitSeconds = 60;

  @Override
  protected boolean offers(Setting<?> setting) {
    return setting.equals(Catalogue.APPLICATION_ID) || super.offers(setting);
  }

  @Override
  protected int run(Settings settings)
      throws StartException, InvalidSettingsException, InterruptedException {
    check();
    if (!yes && !confirmed()) {
      err().println("tidemark: nothing was removed.");
      return ExitCodes.FAILURE;
    }
    var log = new RemovalLog(KafkaClients.properties(settings));
    List<RemovalLog.Place> removal = log.write(site);
    Duration longest = Duration.ofSeconds(waitSeconds);
    var serving =
        Generations.read(KafkaClients.properties(settings), settings.get(Catalogue.APPLICATION_ID))
            .serving();
    if (!log.await(removal, serving.applicationId(), longest)) {
      err()
          .println(
              "tidemark: the removal of "
                  + site
                  + " is written, and no query server has carried it out within "
                  + waitSeconds
                  + " s; one will as soon as it gets there.");
      return ExitCodes.UNAVAILABLE;
    }
    out().println("The statistics of " + site + " were removed.");
    return ExitCodes.OK;
  }

  private void check() throws InvalidSettingsException {
    int bytes = site.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1
        || site.codePointCount(0, site.length()) > MAX_SITE_CHARACTERS
        || site.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidSettingsException(
          List.of("SITE has " + bytes + " bytes; expected a site's id of 1 to 255 characters"));
    }
    if (waitSeconds < 0 || waitSeconds > 86_400) {
      throw new InvalidSettingsException(
          List.of("--wait is " + waitSeconds + "; expected 0 to 86400"));
    }
  }

  private boolean confirmed() throws StartException {
    out().println("This removes all statistics of the site " + site + " for good.");
    out().print("Type the site's name to go on: ");
    out().flush();
    try {
      var answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      String answer = answers.readLine();
      return answer != null && answer.strip().equals(site);
    } catch (IOException e) {
      throw new StartException("the answer cannot be read; --yes asks nothing", e);
    }
  }
}
