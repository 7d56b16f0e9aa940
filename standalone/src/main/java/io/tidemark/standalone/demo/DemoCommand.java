package io.tidemark.standalone.demo;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.command.SettingsCommand;
import io.tidemark.standalone.replay.BatchSender;
import io.tidemark.standalone.replay.RetryPolicy;
import io.tidemark.standalone.replay.SendFailedException;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark demo}: sends made-up traffic to a running gateway. */
@Command(
    name = "demo",
    description = {
      "Send made-up traffic to a running system until Ctrl-C.",
      "",
      "Several sites with popular and unpopular pages, people who come back, referrers, browsers,"
          + " and some events that are no page views."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark demo",
      "  tidemark demo --rate 500 --sites 10 --backfill 28d",
      "  tidemark demo --duration 30s --seed 7"
    },
    modelTransformer = SettingFlags.class)
public final class DemoCommand extends SettingsCommand {
  private static final Set<Setting<?>> OFFERED =
      Set.of(Catalogue.INGEST_PORT, Catalogue.QUERY_PORT, Catalogue.LOG_LEVEL);
  private static final Duration GIVE_UP = Duration.ofMinutes(5);

  @Option(
      names = "--url",
      paramLabel = "<URL>",
      description = "the gateway (default: this machine, at TIDEMARK_INGEST_PORT)")
  private @Nullable URI url;

  @Option(
      names = "--rate",
      paramLabel = "<events/s>",
      description = "events per second (default: 50)")
  private double rate = 50;

  @Option(names = "--sites", paramLabel = "<n>", description = "sites, 1 to 1000 (default: 3)")
  private int sites = 3;

  @Option(
      names = "--seed",
      paramLabel = "<number>",
      description = "the same number makes the same sites, people and pages (default: 1)")
  private long seed = 1;

  @Option(
      names = "--duration",
      paramLabel = "<time>",
      description = "stop after this, like 30s or 10m (default: Ctrl-C)")
  private @Nullable String duration;

  @Option(
      names = "--backfill",
      paramLabel = "<time>",
      description = "send the past first, like 7d; at most 366d")
  private @Nullable String backfill;

  @Option(
      names = "--backfill-per-day",
      paramLabel = "<events>",
      description = "events of a past day (default: 20000)")
  private int backfillPerDay = 20_000;

  @Override
  protected Role role() {
    return Role.TOOL;
  }

  @Override
  protected boolean offers(Setting<?> setting) {
    return OFFERED.contains(setting);
  }

  @Override
  protected int run(Settings settings)
      throws StartException, InvalidSettingsException, InterruptedException {
    Duration past = time("--backfill", backfill, Duration.ofDays(366));
    Duration length = time("--duration", duration, Duration.ofDays(366));
    check("--sites", sites, 1, 1000);
    check("--backfill-per-day", backfillPerDay, 1, 10_000_000);
    if (!(rate > 0 && rate <= 1_000_000)) {
      throw refusal("--rate is " + rate + "; expected a number above 0, up to 1000000");
    }
    URI gateway =
        url != null ? url : URI.create("http://127.0.0.1:" + settings.get(Catalogue.INGEST_PORT));
    List<DemoSite> made = DemoSite.make(sites, seed);
    String run = Long.toString(Clock.systemUTC().millis(), Character.MAX_RADIX);
    var sender = new BatchSender(gateway, RetryPolicy.givingUpAfter(GIVE_UP));
    var demo = new DemoRun(new Crowd(made, seed, run), sender, Clock.systemUTC(), out());
    introduce(gateway, made, settings.get(Catalogue.QUERY_PORT));
    try {
      if (!past.isZero()) {
        demo.past(past, backfillPerDay);
      }
      demo.present(length, rate);
    } catch (SendFailedException e) {
      throw new StartException(e.getMessage() + "; is ./tidemark up running there?", e);
    }
    return ExitCodes.OK;
  }

  private void introduce(URI gateway, List<DemoSite> made, int queryPort) {
    String first = made.get(0).name();
    out().printf(Locale.ROOT, "Sending %s events/s to %s. Look at:%n", plain(rate), gateway);
    for (String path : List.of("/stats/realtime?site_id=" + first, "/sites")) {
      out().println("  curl 'http://127.0.0.1:" + queryPort + path + "'");
    }
    out().println("Ctrl-C ends it.");
  }

  private static Duration time(String option, @Nullable String text, Duration most)
      throws InvalidSettingsException {
    if (text == null) {
      return Duration.ZERO;
    }
    String form = text.toUpperCase(Locale.ROOT);
    try {
      Duration parsed = Duration.parse(form.endsWith("D") ? "P" + form : "PT" + form);
      if (!parsed.isNegative() && !parsed.isZero() && parsed.compareTo(most) <= 0) {
        return parsed;
      }
    } catch (DateTimeParseException e) {
      // Refused below, like a length out of range.
    }
    throw refusal(
        option + " is " + text + "; expected a length like 30s, 10m, 6h or 7d, up to 366d");
  }

  private static void check(String option, int value, int min, int max)
      throws InvalidSettingsException {
    if (value < min || value > max) {
      throw refusal(option + " is " + value + "; expected " + min + " to " + max);
    }
  }

  private static InvalidSettingsException refusal(String message) {
    return new InvalidSettingsException(List.of(message));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
