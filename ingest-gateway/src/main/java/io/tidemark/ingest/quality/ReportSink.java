package io.tidemark.ingest.quality;

import io.tidemark.schemas.quality.RefusalReport;
import java.util.Map;
import java.util.Set;

/** Where reports go. For one thread. */
interface ReportSink extends AutoCloseable {

  /**
   * Publishes reports, by site, and waits until they are safe or lost.
   *
   * @return the sites whose report was not taken
   */
  Set<String> publish(Map<String, RefusalReport> reports);

  @Override
  void close();
}
