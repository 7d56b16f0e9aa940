package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The traffic of {@code ./tidemark demo} in the shared process: sent once, nothing comes later. */
final class DemoTraffic {
  /** The busiest of its sites. */
  static final String SITE = "shop.example";

  private static final List<String> SITES = List.of(SITE, "blog.example", "docs.example");
  private static final Pattern COUNT = Pattern.compile("([0-9,]+) events\\.");
  private static final Duration COUNTED = Duration.ofSeconds(60);

  private static boolean sent;

  /** Sends it unless it was sent, and waits until all of it is counted. */
  static synchronized void ensure(TidemarkProcess tidemark) throws Exception {
    if (sent) {
      return;
    }
    long before = counted(tidemark); // other tests may have been here
    Process process =
        tidemark
            .builder(
                Path.of(System.getProperty("java.io.tmpdir")),
                "demo",
                "--backfill=15d",
                "--backfill-per-day=1000",
                "--rate=50",
                "--duration=1s")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).describedAs(output).isZero();
    long events = 0;
    Matcher found = COUNT.matcher(output);
    while (found.find()) {
      events += Long.parseLong(found.group(1).replace(",", ""));
    }
    assertThat(events).describedAs(output).isPositive();
    long all = before + events;
    Await.until(COUNTED, () -> counted(tidemark) == all, () -> output + counted(tidemark));
    sent = true;
  }

  private static long counted(TidemarkProcess tidemark) {
    long events = 0;
    for (String site : SITES) {
      try {
        events += Stats.of(tidemark, site).events();
      } catch (Exception e) {
        // nothing of this site was counted yet
      }
    }
    return events;
  }

  private DemoTraffic() {}
}
