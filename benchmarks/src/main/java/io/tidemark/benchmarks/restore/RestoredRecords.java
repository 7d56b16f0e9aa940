package io.tidemark.benchmarks.restore;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** How many changelog records Kafka Streams says, over JMX, that it has restored. */
final class RestoredRecords {
  private static final String ATTRIBUTE = "restore-total";

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName tasks;
  private long most;

  RestoredRecords(String applicationId) throws JMException {
    tasks =
        new ObjectName(
            "kafka.streams:type=stream-task-metrics,thread-id=" + applicationId + "-*,task-id=*");
  }

  /** So many up to now; a finished task is still counted. */
  long count() {
    double sum = 0;
    for (ObjectName task : beans.queryNames(tasks, null)) {
      try {
        if (beans.getAttribute(task, ATTRIBUTE) instanceof Double restored && restored > 0) {
          sum += restored;
        }
      } catch (JMException e) {
        // the task has not begun to restore, or has been closed since
      }
    }
    most = Math.max(most, (long) sum);
    return most;
  }
}
