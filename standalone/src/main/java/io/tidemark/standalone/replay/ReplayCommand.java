package io.tidemark.standalone.replay;

import io.tidemark.schemas.event.EventLimits;
import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.command.SettingsCommand;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.Progress;
import io.tidemark.standalone.tool.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark replay}: sends a file of events through a gateway. */
@Command(
    name = "replay",
    description = {
      "Send a file of events, one JSON object a line, through a gateway.",
      "",
      "A replay that ended early goes on where it stopped when the same command is given again. An"
          + " event without event_id gets one made of the file's name, its place and its text, so"
          + " that nothing counts twice. Lines that are refused are written to FILE.rejected with"
          + " the reason, and the exit code is 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark replay events.ndjson",
      "  tidemark replay january.ndjson.gz --url http://gateway:3001 --rate 5000",
      "  zcat old.gz | tidemark replay -"
    },
    modelTransformer = SettingFlags.class)
public final class ReplayCommand extends SettingsCommand {
  private static final Set<Setting<?>> OFFERED = Set.of(Catalogue.INGEST_PORT, Catalogue.LOG_LEVEL);
  private static final long STOP_SECONDS = 20;

  @Parameters(paramLabel = "FILE", description = "NDJSON, may end with .gz; - is standard input")
  private String file = "-";

  @Option(
      names = "--url",
      paramLabel = "<URL>",
      description = "the gateway (default: this machine, at TIDEMARK_INGEST_PORT)")
  private @Nullable URI url;

  @Option(names = "--batch", paramLabel = "<events>", description = "events per request, 1 to 1000")
  private int batch = EventLimits.BATCH_EVENTS;

  @Option(names = "--in-flight", paramLabel = "<n>", description = "requests under way, 1 to 64")
  private int inFlight = 4;

  @Option(names = "--rate", paramLabel = "<events/s>", description = "no faster than this")
  private double rate;

  @Option(
      names = "--state",
      paramLabel = "<file>",
      description = "where the place reached is kept (default: FILE.progress, beside the file)")
  private @Nullable Path state;

  @Option(
      names = "--rejected",
      paramLabel = "<file>",
      description = "where refused lines go (default: FILE.rejected, beside the file)")
  private @Nullable Path rejected;

  @Option(names = "--restart", description = "begin at the beginning")
  private boolean restart;

  @Option(
      names = "--give-up",
      paramLabel = "<seconds>",
      description = "how long a batch is tried (default: 300)")
  private int giveUpSeconds = 300;

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
    ReplayOptions options = options(settings);
    try (ReplaySource source = open(options)) {
      Checkpoint from = checkpoint(options);
      if (from.lines() > 0) {
        err().printf(Locale.ROOT, "Going on after line %,d.%n", from.lines());
      }
      return replay(options, source, from);
    } catch (IOException e) {
      throw new StartException(FileProblem.sentence(e), e);
    }
  }

  private int replay(ReplayOptions options, ReplaySource source, Checkpoint from)
      throws StartException, IOException, InterruptedException {
    var sender = new BatchSender(options.gateway(), RetryPolicy.givingUpAfter(options.giveUp()));
    long begun = System.nanoTime();
    Replay replay;
    try (Progress progress = Terminal.progress("replay", from.accepted() + from.rejected())) {
      replay = new Replay(options, source, from, sender, progress);
      runStoppable(replay);
    } catch (SendFailedException e) {
      throw new StartException(e.getMessage() + "; the same command goes on from there", e);
    }
    if (!replay.isStopped() && options.state() != null) {
      Files.deleteIfExists(options.state());
    }
    return summary(options, from, replay, System.nanoTime() - begun);
  }

  /** Runs it; a signal to end the process stops it after what is under way. */
  private static void runStoppable(Replay replay)
      throws IOException, SendFailedException, InterruptedException {
    var ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              replay.stop();
              await(ended);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      replay.run();
    } finally {
      ended.countDown();
      removeHook(hook);
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      boolean inTime = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println("tidemark: the last batch was not answered; it will be sent again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with it.
    }
  }

  private int summary(ReplayOptions options, Checkpoint from, Replay replay, long nanos) {
    Checkpoint to = replay.reached();
    long accepted = to.accepted() - from.accepted();
    double seconds = Math.max(nanos, 1) / 1e9;
    out()
        .printf(
            Locale.ROOT,
            "%s %,d events in %.1f s (%,.0f/s): %,d accepted in all, %,d rejected%s.%n",
            replay.isStopped() ? "Stopped after" : "Sent",
            accepted,
            seconds,
            accepted / seconds,
            to.accepted(),
            to.rejected(),
            to.rejected() == 0 ? "" : " (see " + options.rejected() + ")");
    return to.rejected() == 0 ? ExitCodes.OK : ExitCodes.FAILURE;
  }

  private ReplayOptions options(Settings settings) throws InvalidSettingsException {
    check("--batch", batch, 1, EventLimits.BATCH_EVENTS);
    check("--in-flight", inFlight, 1, 64);
    check("--give-up", giveUpSeconds, 1, 86_400);
    if (!(rate >= 0)) {
      throw refusal("--rate is " + rate + "; expected a number of events per second");
    }
    Path path = file.equals("-") ? null : Path.of(file);
    URI gateway =
        url != null ? url : URI.create("http://127.0.0.1:" + settings.get(Catalogue.INGEST_PORT));
    if (gateway.getHost() == null || !String.valueOf(gateway.getScheme()).startsWith("http")) {
      throw refusal("--url is " + gateway + "; expected a URL like http://127.0.0.1:3001");
    }
    String base = path == null ? "stdin" : besides(path).toString();
    return new ReplayOptions(
        path,
        gateway,
        batch,
        inFlight,
        rate,
        path == null ? null : state != null ? state : Path.of(base + ".progress"),
        rejected != null ? rejected : Path.of(base + ".rejected"),
        restart,
        Duration.ofSeconds(giveUpSeconds));
  }

  /**
   * Where files about a file are put: beside it, or in the current folder if that is not allowed.
   */
  private static Path besides(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return folder != null && Files.isWritable(folder) ? path : path.getFileName();
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

  private static ReplaySource open(ReplayOptions options) throws IOException {
    return options.file() == null
        ? ReplaySource.standardInput(System.in)
        : ReplaySource.open(options.file());
  }

  private static Checkpoint checkpoint(ReplayOptions options) throws IOException, StartException {
    if (options.file() == null || options.state() == null) {
      return Checkpoint.start("");
    }
    String head = Checkpoint.head(options.file());
    Checkpoint none = Checkpoint.start(head);
    Checkpoint found = options.restart() ? none : Checkpoint.load(options.state()).orElse(none);
    if (!found.head().isEmpty() && !found.head().equals(head)) {
      throw new StartException(
          options.state()
              + " belongs to a file that began differently; add --restart to send this one from"
              + " its beginning");
    }
    found.save(options.state());
    return found;
  }
}
