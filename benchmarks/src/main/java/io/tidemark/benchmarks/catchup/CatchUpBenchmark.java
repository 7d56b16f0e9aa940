package io.tidemark.benchmarks.catchup;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventLog;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.benchmarks.reference.DslReference;
import io.tidemark.benchmarks.reference.ParseReference;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.system.Counting;
import io.tidemark.benchmarks.system.Sandbox;
import io.tidemark.benchmarks.system.StateSize;
import io.tidemark.benchmarks.system.ThreadTimes;
import java.time.Clock;

/**
 * The whole topology under exactly-once with everything on, beside one thread that only consumes,
 * one that parses too, and a topology of three aggregates in the DSL.
 */
public final class CatchUpBenchmark implements Benchmark {
  private static final String PARSE = "parse_events_per_s";
  private static final String DSL = "dsl_events_per_s";
  private static final String CATCH_UP = "catch_up_events_per_s";

  @Override
  public void run(Effort effort, Findings findings) throws Exception {
    try (Sandbox sandbox = new Sandbox(effort.settings())) {
      Workload workload = effort.data();
      EventLog log =
          EventLog.write(
              workload, Clock.systemUTC().millis(), sandbox.kafka(), sandbox.partitions());
      findings.add("event_json_bytes", (double) log.valueBytes() / log.events());
      findings.add("log_bytes_per_event", (double) sandbox.logBytes() / log.events());
      if (effort.rounds() > 1) {
        round(sandbox, log, "warm-up", Findings.unheard());
      }
      for (int round = 0; round < effort.rounds(); round++) {
        round(sandbox, log, "round-" + round, findings);
      }
      findings.ratioByRound("catch_up_vs_parse", CATCH_UP, PARSE);
      findings.ratioByRound("catch_up_vs_dsl", CATCH_UP, DSL);
    }
  }

  private static void round(Sandbox sandbox, EventLog log, String name, Findings findings)
      throws Exception {
    findings.add("consume_events_per_s", parse(sandbox, false));
    findings.add(PARSE, parse(sandbox, true));
    catchUp(sandbox, log, "bench-" + name, findings);
    dsl(sandbox, log, "dsl-" + name, findings);
  }

  private static double parse(Sandbox sandbox, boolean parse) throws Exception {
    return ParseReference.run(sandbox.kafka(), sandbox.partitions(), parse).perSecond();
  }

  private static void catchUp(Sandbox sandbox, EventLog log, String id, Findings findings)
      throws Exception {
    try (Counting counting = Counting.start(sandbox, id)) {
      ThreadTimes times = ThreadTimes.start();
      findings.add(CATCH_UP, log.events() * 1e9 / counting.awaitAll(log));
      times.tell("catch_up", log.events(), findings);
    }
    StateSize.of(sandbox, id).tell(log.events(), log.ids(), "", findings);
    sandbox.forget(id);
  }

  private static void dsl(Sandbox sandbox, EventLog log, String id, Findings findings)
      throws Exception {
    findings.add(DSL, log.events() * 1e9 / DslReference.run(sandbox, id, log));
    sandbox.forget(id);
  }
}
