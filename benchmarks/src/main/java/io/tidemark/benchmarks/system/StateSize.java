package io.tidemark.benchmarks.system;

import io.tidemark.benchmarks.report.Findings;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a closed topology left on disk.
 *
 * @param changelogBytes of all its changelogs
 * @param stateBytes of its tables without those of the de-duplication
 * @param dedupeBytes of the de-duplication's
 */
public record StateSize(long changelogBytes, long stateBytes, long dedupeBytes) {
  private static final String DEDUPE_STORE = "seen-events";

  public static StateSize of(Sandbox sandbox, String applicationId) throws IOException {
    Path state = sandbox.stateFolder(applicationId);
    return new StateSize(
        sandbox.changelogBytes(applicationId),
        Folders.bytes(state, file -> isTable(file) && !isDedupe(file)),
        Folders.bytes(state, file -> isTable(file) && isDedupe(file)));
  }

  /**
   * Adds it per event and per id to the findings.
   *
   * @param suffix of the keys
   */
  public void tell(long events, long ids, String suffix, Findings findings) {
    findings.add("changelog_bytes_per_event" + suffix, (double) changelogBytes / events);
    findings.add("state_bytes_per_event" + suffix, (double) stateBytes / events);
    findings.add("dedupe_bytes_per_id" + suffix, (double) dedupeBytes / ids);
  }

  private static boolean isTable(Path file) {
    return file.toString().endsWith(".sst");
  }

  private static boolean isDedupe(Path file) {
    for (Path part : file) {
      if (part.toString().equals(DEDUPE_STORE)) {
        return true;
      }
    }
    return false;
  }
}
