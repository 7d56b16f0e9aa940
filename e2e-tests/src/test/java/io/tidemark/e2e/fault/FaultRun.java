package io.tidemark.e2e.fault;

import io.tidemark.e2e.Await;
import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.Health;
import io.tidemark.e2e.fault.cluster.RoleNode;
import io.tidemark.e2e.fault.cluster.Sites;
import io.tidemark.e2e.fault.guarantee.EveryAnswerIsTrue;
import io.tidemark.e2e.fault.guarantee.EverythingAcknowledgedIsCountedOnce;
import io.tidemark.e2e.fault.guarantee.Evidence;
import io.tidemark.e2e.fault.guarantee.Guarantee;
import io.tidemark.e2e.fault.guarantee.MemoryAndDiskBounded;
import io.tidemark.e2e.fault.guarantee.NothingRefusedIsCounted;
import io.tidemark.e2e.fault.guarantee.QueriesAnswer;
import io.tidemark.e2e.fault.guarantee.Recovery;
import io.tidemark.e2e.fault.kind.FaultSchedule;
import io.tidemark.e2e.fault.load.Asked;
import io.tidemark.e2e.fault.load.Asker;
import io.tidemark.e2e.fault.load.Figure;
import io.tidemark.e2e.fault.load.Question;
import io.tidemark.e2e.fault.load.Sender;
import io.tidemark.e2e.fault.load.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One run: a cluster under load, faults one after the other, each when all is whole again; then the
 * guarantees are held against what was seen.
 */
final class FaultRun {
  private static final List<Guarantee> GUARANTEES =
      List.of(
          new EverythingAcknowledgedIsCountedOnce(),
          new NothingRefusedIsCounted(),
          new EveryAnswerIsTrue(),
          new QueriesAnswer(),
          new Recovery(),
          new MemoryAndDiskBounded());
  private static final Duration COUNTED = Duration.ofMinutes(2);
  private static final long WARM_UP_EVENTS = 200;
  private static final int MOST_BREACHES_TOLD = 10;

  private final FaultSchedule schedule;
  private final Duration most;
  private final Load load;
  private final boolean timesCount;
  private final Truth truth = new Truth();
  private final UsageWatch usages = new UsageWatch();
  private final long startNanos = System.nanoTime();

  /**
   * What is sent and asked.
   *
   * @param requestEvery how long each of four clients waits between two requests
   */
  record Load(Duration requestEvery, int questionsPerSecond) {}

  /**
   * A run.
   *
   * @param most after this long no further fault begins
   * @param timesCount whether times are asserted
   */
  FaultRun(FaultSchedule schedule, Duration most, Load load, boolean timesCount) {
    this.schedule = schedule;
    this.most = most;
    this.load = load;
    this.timesCount = timesCount;
  }

  /**
   * Runs it; prints what is done, and at the end one line of figures.
   *
   * @throws AssertionError if a guarantee does not hold, the cluster does not become whole again,
   *     or anything else keeps the run from its end; with seed and schedule
   */
  void run(Path folder) throws InterruptedException {
    try (Cluster cluster = Cluster.start(folder, this::say);
        Health health = new Health(cluster)) {
      String breaches = judge(observe(cluster, health));
      if (!breaches.isEmpty()) {
        cluster
            .queryServers()
            .forEach(server -> say(server.name() + " wrote:\n" + server.logTail()));
        throw new AssertionError(breaches);
      }
    } catch (AssertionError | IOException | RuntimeException e) {
      throw schedule.failure(e);
    }
  }

  private Evidence observe(Cluster cluster, Health health)
      throws IOException, InterruptedException {
    Strikes strikes = new Strikes(cluster, health, this::acknowledged, this::say);
    try (Sender sender =
        Sender.start(cluster.gateways(), truth, schedule.seed(), load.requestEvery())) {
      Await.until(
          COUNTED, () -> truth.eventsAcknowledged() > WARM_UP_EVENTS, () -> "nothing is taken");
      health.awaitRedundant(this::acknowledged);
      say("two copies of all are there");
      usages.look(cluster);
      try (Asker asker = Asker.start(cluster, schedule.seed(), load.questionsPerSecond())) {
        for (FaultSchedule.Step step : schedule.steps()) {
          if (System.nanoTime() - startNanos > most.toNanos()) {
            break;
          }
          strikes.strike(step);
          usages.look(cluster);
        }
        long ended = System.nanoTime();
        sender.finish();
        health.awaitReady();
        List<Asked> finalAnswers = finalAnswers(cluster);
        Duration lagZero = Duration.ofNanos(System.nanoTime() - ended);
        asker.finish();
        usages.look(cluster);
        say(
            "%d attempts more than events, %d copies sent, lag zero after %d ms"
                .formatted(sender.retries(), sender.copies(), lagZero.toMillis()));
        say("faults by kind: " + strikes.kinds());
        return new Evidence(
            truth,
            strikes.kinds().values().stream().mapToInt(Integer::intValue).sum(),
            asker.all(),
            finalAnswers,
            Collections.max(List.of(strikes.longestRecovery(), lagZero)),
            usages.most(),
            timesCount);
      }
    }
  }

  private long acknowledged(String site) {
    return truth.acknowledged(Figure.EVENTS.of(site, null));
  }

  /** Every question to every server, once each says that it has all that was acknowledged. */
  private List<Asked> finalAnswers(Cluster cluster) throws InterruptedException {
    Instant end = Instant.now();
    Asker asker = Asker.of(cluster);
    List<Question> questions = new ArrayList<>();
    for (String site : Sites.ALL) {
      questions.add(new Question(site, null));
      for (LocalDate day : truth.days()) {
        questions.add(new Question(site, day));
      }
    }
    List<Asked> answers = new ArrayList<>();
    for (RoleNode server : cluster.queryServers()) {
      for (Question question : questions) {
        Asked[] last = new Asked[1];
        Await.until(
            COUNTED,
            () -> {
              last[0] = asker.ask(server, question);
              return last[0].statistics() != null
                  && last[0].statistics().asOfMs() > end.toEpochMilli();
            },
            () -> server.name() + " has not counted everything: " + last[0] + server.logTail());
        answers.add(last[0]);
      }
    }
    return answers;
  }

  /** Tells the figures; returns the guarantees that do not hold, none: an empty text. */
  private String judge(Evidence evidence) {
    say("questions: " + QueriesAnswer.summary(evidence));
    evidence
        .usages()
        .forEach(
            (process, usage) ->
                say(
                    "%s: at most %d MiB of memory, %d MiB of disk"
                        .formatted(process, usage.memoryBytes() >> 20, usage.diskBytes() >> 20)));
    say("recovered after at most " + evidence.recovery().toMillis() + " ms");
    say("refused: " + truth.eventsRefused());
    System.out.printf(
        "faults=%d events=%d acknowledged=%d lost=%d doubled=%d%n",
        evidence.faults(),
        truth.events(),
        truth.eventsAcknowledged(),
        EverythingAcknowledgedIsCountedOnce.lost(evidence),
        EverythingAcknowledgedIsCountedOnce.doubled(evidence));
    return GUARANTEES.stream()
        .map(guarantee -> breaches(guarantee, evidence))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String breaches(Guarantee guarantee, Evidence evidence) {
    List<String> breaches = guarantee.breaches(evidence);
    if (breaches.isEmpty()) {
      return "";
    }
    return breaches.stream()
        .limit(MOST_BREACHES_TOLD)
        .collect(
            Collectors.joining(
                "\n  ",
                guarantee.name() + " does not hold, " + breaches.size() + " times:\n  ",
                ""));
  }

  private void say(String what) {
    System.out.printf("%6.1f s  %s%n", (System.nanoTime() - startNanos) / 1e9, what);
  }
}
