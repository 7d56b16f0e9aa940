package io.tidemark.e2e.fault.guarantee;

/**
 * What a process used at most.
 *
 * @param memoryBytes resident
 * @param diskBytes of its folder
 */
public record Usage(long memoryBytes, long diskBytes) {

  /** The larger of both. */
  public Usage max(Usage other) {
    return new Usage(
        Math.max(memoryBytes, other.memoryBytes), Math.max(diskBytes, other.diskBytes));
  }
}
