package io.tidemark.benchmarks.enrich;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.ingest.OneSalt;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.ingest.enrich.Enricher;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.enrich.Sender;
import io.tidemark.ingest.enrich.agent.UserAgents;
import io.tidemark.ingest.enrich.place.Countries;
import io.tidemark.ingest.visitor.VisitorIds;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One thread that reads an event's JSON, enriches it and writes it, beside one that only reads and
 * writes it. What was expected: under 5 µs for a browser that was seen before, of which the
 * visitor's hash is the most; under 1 ms for a new one.
 */
public final class EnrichmentBenchmark implements Benchmark {
  private static final String BROWSER =
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/126.0.6478.%d Mobile Safari/537.36";

  private final EventReader reader = new EventReader();
  private final EventWriter writer = new EventWriter();
  private final VisitorIds visitors = new VisitorIds(new OneSalt(), Clock.systemUTC());
  private long checksum;

  @Override
  public void run(Effort effort, Findings findings) {
    long startNs = System.nanoTime();
    UserAgents agents = UserAgents.load();
    agents.of("");
    findings.add("agents_load_ms", (System.nanoTime() - startNs) / 1e6);
    Enrichment enricher = new Enricher(agents, Countries.NONE, visitors);
    int[] next = {1000};
    measure(1, effort, Findings.unheard(), enricher, next);
    measure(effort.rounds(), effort, findings, enricher, next);
    if (checksum == 0) {
      throw new IllegalStateException("nothing was enriched");
    }
  }

  private void measure(
      int rounds, Effort effort, Findings findings, Enrichment enricher, int[] next) {
    int many = Math.min(500_000, effort.events());
    int few = Math.min(10_000, effort.events());
    for (int round = 0; round < rounds; round++) {
      findings.add("read_and_write_us", micros(many, i -> once(i, Enrichment.NONE, i % 100)));
      findings.add("read_enrich_write_us", micros(many, i -> once(i, enricher, i % 100)));
      findings.add(
          "visitor_id_us", micros(many, i -> visitors.of("example.com", address(i), BROWSER)));
      findings.add(
          "read_enrich_write_new_agent_us", micros(few, i -> once(i, enricher, next[0]++)));
    }
  }

  /** Microseconds per event. */
  private double micros(int events, IntFunction<@Nullable Object> event) {
    long startNs = System.nanoTime();
    for (int i = 0; i < events; i++) {
      checksum += String.valueOf(event.apply(i)).length();
    }
    return (System.nanoTime() - startNs) / 1e3 / events;
  }

  private Object once(int i, Enrichment enrichment, int agent) {
    byte[] json =
        ("{\"site_id\":\"example.com\",\"path\":\"/p/"
                + i % 1000
                + "?utm_source=news\",\"referrer\":\"https://www.google.com/search\"}")
            .getBytes(StandardCharsets.UTF_8);
    Decoded decoded = reader.read(json, new EventDefaults(null, 1_800_000_000_000L));
    Sender sender =
        new Sender(address(i), BROWSER.formatted(agent), "de-DE,de;q=0.9,en;q=0.8", null, true);
    byte[] written = writer.write(enrichment.apply(((Decoded.Accepted) decoded).event(), sender));
    checksum += written.length;
    return "";
  }

  private static String address(int i) {
    return "192.0." + i % 200 + "." + i / 200 % 200;
  }
}
