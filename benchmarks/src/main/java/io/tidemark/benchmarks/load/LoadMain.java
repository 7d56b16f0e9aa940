package io.tidemark.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process that makes load: a {@link LoadPlan} on stdin, its {@link LoadResult}s on stdout. */
public final class LoadMain {
  private LoadMain() {}

  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    LoadPlan plan = json.readValue(System.in.readAllBytes(), LoadPlan.class);
    System.out.println(json.writeValueAsString(run(plan, Clock.systemUTC())));
    System.exit(0);
  }

  /** Runs all streams at once; results by the streams' names. */
  static Map<String, LoadResult> run(LoadPlan plan, Clock clock) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(plan.streams().size());
    try {
      Map<String, Callable<LoadResult>> prepared = new LinkedHashMap<>();
      for (Stream stream : plan.streams()) {
        prepared.put(stream.name(), prepare(stream, plan, clock));
      }
      Map<String, Future<LoadResult>> running = new LinkedHashMap<>();
      prepared.forEach((name, task) -> running.put(name, threads.submit(task)));
      Map<String, LoadResult> results = new LinkedHashMap<>();
      for (Map.Entry<String, Future<LoadResult>> stream : running.entrySet()) {
        results.put(stream.getKey(), stream.getValue().get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<LoadResult> prepare(Stream stream, LoadPlan plan, Clock clock)
      throws IOException {
    RequestSource source =
        switch (stream.kind()) {
          case EVENTS, BATCHES -> new Posts(stream.workload(), stream.batch(), clock);
          case GETS -> new Gets(stream.targets());
          case PROBE -> null;
        };
    if (source == null) {
      return () ->
          new Probe().run(stream.port(), stream.queryPort(), plan.warmUpMs(), plan.durationMs());
    }
    return () ->
        new HttpLoad(source, stream.perSecond())
            .run(stream.port(), stream.connections(), plan.warmUpMs(), plan.durationMs());
  }
}
