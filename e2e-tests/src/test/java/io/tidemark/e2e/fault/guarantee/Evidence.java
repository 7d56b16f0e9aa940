package io.tidemark.e2e.fault.guarantee;

import io.tidemark.e2e.fault.load.Asked;
import io.tidemark.e2e.fault.load.Truth;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * What a run left.
 *
 * @param faults how many struck
 * @param asked all questions asked while faults struck
 * @param finalAnswers every question to every server, once all that was acknowledged was counted
 * @param recovery the longest time from the end of a fault until all was counted that had been
 *     acknowledged by then; at the end of the run, until the lag was zero
 * @param usages the most each process used
 * @param timesCount whether times are asserted; else the machine is shared and they are only told
 */
public record Evidence(
    Truth truth,
    int faults,
    Collection<Asked> asked,
    Collection<Asked> finalAnswers,
    Duration recovery,
    Map<String, Usage> usages,
    boolean timesCount) {}
