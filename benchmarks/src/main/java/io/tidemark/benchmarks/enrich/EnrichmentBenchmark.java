package io.tidemark.benchmarks.enrich;

import io.tidemark.ingest.enrich.Enricher;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.enrich.Sender;
import io.tidemark.ingest.enrich.agent.UserAgents;
import io.tidemark.ingest.enrich.place.Countries;
import io.tidemark.ingest.visitor.Salt;
import io.tidemark.ingest.visitor.SaltStore;
import io.tidemark.ingest.visitor.VisitorIds;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One thread that reads an event's JSON, enriches it and writes it, beside one that only reads and
 * writes it. What was expected: under 5 µs for a browser that was seen before, of which the
 * visitor's hash is the most; under 1 ms for a new one.
 */
public final class EnrichmentBenchmark {
  private static final int ROUNDS = 5;
  private static final String BROWSER =
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/126.0.6478.%d Mobile Safari/537.36";

  private final PrintStream out;
  private final EventReader reader = new EventReader();
  private final EventWriter writer = new EventWriter();
  private final VisitorIds visitors = new VisitorIds(new OneSalt(), Clock.systemUTC());
  private long checksum;

  public EnrichmentBenchmark(PrintStream out) {
    this.out = out;
  }

  /** A salt for every day. */
  private static final class OneSalt implements SaltStore {
    private final Salt salt = new Salt(new byte[Salt.BYTES]);

    @Override
    public Salt of(LocalDate day) {
      return salt;
    }

    @Override
    public @Nullable String notReady() {
      return null;
    }

    @Override
    public void close() {}
  }

  /** Runs all and prints the best round of each. */
  public void run() {
    long startNs = System.nanoTime();
    UserAgents agents = UserAgents.load();
    agents.of("");
    out.printf("%-44s %9.0f ms%n", "user agent parser, load", (System.nanoTime() - startNs) / 1e6);
    Enrichment enricher = new Enricher(agents, Countries.NONE, visitors);
    measure("read and write (reference)", 500_000, i -> once(i, Enrichment.NONE, i % 100));
    measure("read, enrich, write: 100 user agents", 500_000, i -> once(i, enricher, i % 100));
    measure("visitor id alone", 500_000, i -> visitors.of("example.com", address(i), BROWSER));
    int[] next = {1000};
    measure(
        "read, enrich, write: each a new user agent", 10_000, i -> once(i, enricher, next[0]++));
    out.printf("(checksum %d)%n", checksum);
  }

  private void measure(String what, int events, IntFunction<@Nullable Object> event) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long startNs = System.nanoTime();
      for (int i = 0; i < events; i++) {
        checksum += String.valueOf(event.apply(i)).length();
      }
      best = Math.min(best, (double) (System.nanoTime() - startNs) / events);
    }
    out.printf("%-44s %9.2f us per event%n", what, best / 1000);
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
