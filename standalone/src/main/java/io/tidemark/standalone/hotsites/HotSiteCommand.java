package io.tidemark.standalone.hotsites;

import io.tidemark.schemas.event.EventLimits;
import io.tidemark.schemas.hot.PartsHistory;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.KafkaToolCommand;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark hot-site}: spreads a site over several partitions. */
@Command(
    name = "hot-site",
    description = {
      "Spread a site that is too big for one partition over several; alone: list such sites.",
      "",
      "Its events are shared out by their users among K partitions, so that K threads, on as many"
          + " query servers, count them. Everything running follows within a second. K only grows,"
          + " up to the number of partitions. Until the de-duplication window is over, events take"
          + " a way round by the partitions that may have counted them before, and show some"
          + " seconds later; so raise K before it is needed, once and enough."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark hot-site shop 4", "  tidemark hot-site"},
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
public final class HotSiteCommand extends KafkaToolCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "SITE", description = "the site's id")
  private @Nullable String site;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "K",
      description = "over how many partitions, from now on")
  private @Nullable Integer parts;

  @Override
  protected int run(Settings settings)
      throws StartException, InvalidSettingsException, InterruptedException {
    var topic = new HotSiteTopic(KafkaClients.properties(settings));
    if (site == null) {
      list(topic.read().all());
      return ExitCodes.OK;
    }
    if (parts == null) {
      throw refusal("K is missing; expected SITE K, e.g. " + site + " 4");
    }
    check(site);
    raise(topic, site, parts);
    return ExitCodes.OK;
  }

  private void raise(HotSiteTopic topic, String siteId, int wanted)
      throws StartException, InvalidSettingsException, InterruptedException {
    int most = topic.partitions();
    if (wanted < 1 || wanted > most) {
      throw refusal(
          "K is "
              + wanted
              + "; expected 1 to "
              + most
              + ", the number of partitions of topic events");
    }
    PartsHistory before = topic.read().all().get(siteId);
    int parts = before == null ? 1 : before.parts();
    if (wanted < parts) {
      throw refusal(
          "K is "
              + wanted
              + "; expected "
              + parts
              + " or more: "
              + siteId
              + " has "
              + parts
              + " parts, and their number only grows, for each holds events that were counted");
    }
    if (wanted == parts) {
      out().println(siteId + " has " + count(parts) + " already.");
      return;
    }
    topic.write(siteId, PartsHistory.with(before, wanted, Clock.systemUTC().millis()));
    out().println(siteId + " has " + count(wanted) + " from now on; before, " + parts + ".");
  }

  private void list(Map<String, PartsHistory> sites) {
    if (sites.isEmpty()) {
      out().println("No site has more than one part.");
      return;
    }
    new TreeMap<>(sites)
        .forEach(
            (siteId, history) -> {
              var last = history.changes().get(history.changes().size() - 1);
              Instant since = Instant.ofEpochMilli(last.sinceMs()).truncatedTo(ChronoUnit.SECONDS);
              out().println(siteId + "  " + count(history.parts()) + " since " + since);
            });
  }

  private static String count(int parts) {
    return parts == 1 ? "1 part" : parts + " parts";
  }

  private static void check(String siteId) throws InvalidSettingsException {
    int length = siteId.codePointCount(0, siteId.length());
    if (length < 1
        || length > EventLimits.SITE_ID
        || siteId.chars().anyMatch(Character::isISOControl)) {
      throw refusal("SITE has " + length + " characters; expected a site's id of 1 to 255");
    }
  }

  private static InvalidSettingsException refusal(String message) {
    return new InvalidSettingsException(List.of(message));
  }
}
