package io.tidemark.standalone.settings;

import io.tidemark.ingest.tracker.TrackerAddresses;
import java.util.ArrayList;
import java.util.List;

/** What settings must hold between them. */
final class CrossChecks {

  /** One sentence for each breach. */
  static List<String> problems(Settings settings) {
    List<String> problems = new ArrayList<>();
    distinctPorts(settings, problems);
    batchHoldsABody(settings, problems);
    commitFitsItsTimeout(settings, problems);
    copiesSuffice(settings, problems);
    trackerHasItsOwnPath(settings, problems);
    return problems;
  }

  private static void distinctPorts(Settings settings, List<String> problems) {
    if (settings.role() != Role.UP) {
      return;
    }
    List<Setting<Integer>> ports =
        List.of(Catalogue.INGEST_PORT, Catalogue.QUERY_PORT, Catalogue.KAFKA_PORT);
    for (int i = 1; i < ports.size(); i++) {
      for (int j = 0; j < i; j++) {
        int port = settings.get(ports.get(i));
        if (port != 0 && port == settings.get(ports.get(j))) {
          problems.add(
              breach(settings, ports.get(i))
                  + "a port that "
                  + settings.nameOf(ports.get(j))
                  + " does not take");
        }
      }
    }
  }

  private static void batchHoldsABody(Settings settings, List<String> problems) {
    if (settings.get(Catalogue.MAX_BATCH_BODY_BYTES) < settings.get(Catalogue.MAX_BODY_BYTES)) {
      problems.add(
          breach(settings, Catalogue.MAX_BATCH_BODY_BYTES)
              + "at least "
              + settings.nameOf(Catalogue.MAX_BODY_BYTES)
              + ", which is "
              + settings.get(Catalogue.MAX_BODY_BYTES));
    }
    if (settings.get(Catalogue.BUFFER_BYTES) < settings.get(Catalogue.MAX_BATCH_BODY_BYTES)) {
      problems.add(
          breach(settings, Catalogue.BUFFER_BYTES)
              + "at least "
              + settings.nameOf(Catalogue.MAX_BATCH_BODY_BYTES)
              + ", which is "
              + settings.get(Catalogue.MAX_BATCH_BODY_BYTES));
    }
  }

  private static void commitFitsItsTimeout(Settings settings, List<String> problems) {
    var timeout = settings.get(Catalogue.TRANSACTION_TIMEOUT);
    var interval = settings.get(Catalogue.COMMIT_INTERVAL);
    if (timeout.compareTo(interval.multipliedBy(2)) < 0) {
      problems.add(
          breach(settings, Catalogue.TRANSACTION_TIMEOUT)
              + "at least twice "
              + settings.nameOf(Catalogue.COMMIT_INTERVAL)
              + ", which is "
              + settings.shown(Catalogue.COMMIT_INTERVAL).orElse(""));
    }
  }

  private static void copiesSuffice(Settings settings, List<String> problems) {
    int copies = settings.get(Catalogue.REPLICATION);
    if (settings.find(Catalogue.MIN_INSYNC).orElse(1) > copies) {
      problems.add(
          breach(settings, Catalogue.MIN_INSYNC)
              + "at most "
              + settings.nameOf(Catalogue.REPLICATION)
              + ", which is "
              + copies);
    }
  }

  private static void trackerHasItsOwnPath(Settings settings, List<String> problems) {
    String path = settings.get(Catalogue.TRACKER_PATH);
    if (path.equals(TrackerAddresses.DEFAULT.endpoint())
        || path.equals(settings.get(Catalogue.TRACKER_ENDPOINT))) {
      problems.add(
          breach(settings, Catalogue.TRACKER_PATH)
              + "an address other than /event and "
              + settings.nameOf(Catalogue.TRACKER_ENDPOINT));
    }
  }

  private static String breach(Settings settings, Setting<?> setting) {
    return settings.nameOf(setting)
        + " is "
        + settings.shown(setting).orElse("not set")
        + "; expected ";
  }

  private CrossChecks() {}
}
