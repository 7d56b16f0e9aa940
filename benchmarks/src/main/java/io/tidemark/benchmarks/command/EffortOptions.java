package io.tidemark.benchmarks.command;

import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.system.Defaults;
import io.tidemark.standalone.settings.InvalidSettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how much is done, and on which settings. */
final class EffortOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--quick",
      description =
          "a look at all of it on a tenth of the events, once, with short loads: shows that it"
              + " runs; its figures are those of a cold JVM and mean little")
  private boolean quick;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "events of the log (default: 5000000; quick: 500000)")
  private @Nullable Integer events;

  @Option(
      names = "--sites",
      paramLabel = "N",
      description = "sites of these events, where a benchmark has not its own (default: 200)")
  private @Nullable Integer sites;

  @Option(names = "--paths", paramLabel = "N", description = "paths of each site (default: 5000)")
  private @Nullable Integer paths;

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "users over all sites (default: 200000)")
  private @Nullable Integer users;

  @Option(names = "--rounds", paramLabel = "N", description = "repetitions (default: 3; quick: 1)")
  private @Nullable Integer rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "how long each load is measured (default: 10; quick: 3)")
  private @Nullable Integer seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "events/s that come in while questions are asked (default: 20000)")
  private @Nullable Integer rate;

  @Option(
      names = "--state-mb",
      paramLabel = "N",
      description = "state before a kill -9, MiB (default: 1024; quick: 64)")
  private @Nullable Integer stateMb;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of Tidemark that is not the default, e.g. COMMIT_INTERVAL=200ms")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * What they say.
   *
   * @throws ParameterException naming the option that is wrong
   */
  Effort effort() {
    Effort usual = quick ? Effort.QUICK : Effort.STANDARD;
    return new Effort(
        positive("--events", events, usual.events()),
        positive("--sites", sites, usual.sites()),
        positive("--paths", paths, usual.paths()),
        positive("--users", users, usual.users()),
        positive("--rounds", rounds, usual.rounds()),
        positive("--seconds", seconds, usual.seconds()),
        positive("--rate", rate, usual.rate()),
        positive("--state-mb", stateMb, usual.stateMb()),
        settings());
  }

  private Map<String, String> settings() {
    Map<String, String> keyed = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> keyed.put(key.startsWith("TIDEMARK_") ? key : "TIDEMARK_" + key, value));
    try {
      Defaults.with(keyed);
    } catch (InvalidSettingsException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    return keyed;
  }

  private int positive(String name, @Nullable Integer given, int usual) {
    int value = given == null ? usual : given;
    if (value < 1) {
      throw wrong(name + " is " + value + "; expected at least 1");
    }
    return value;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
