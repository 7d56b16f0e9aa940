package io.tidemark.benchmarks.restore;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** How many changelog records the restore consumers have read; they tell it over JMX. */
final class RestoredRecords {
  private static final String ATTRIBUTE = "records-consumed-total";

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName consumers;
  private long most;

  RestoredRecords(String applicationId) throws JMException {
    consumers =
        new ObjectName(
            "kafka.consumer:type=consumer-fetch-manager-metrics,client-id="
                + applicationId
                + "-*-restore-consumer");
  }

  /** So many up to now. */
  long count() {
    double sum = 0;
    for (ObjectName consumer : beans.queryNames(consumers, null)) {
      try {
        if (beans.getAttribute(consumer, ATTRIBUTE) instanceof Double restored && restored > 0) {
          sum += restored;
        }
      } catch (JMException e) {
        // closed since
      }
    }
    most = Math.max(most, (long) sum);
    return most;
  }
}
