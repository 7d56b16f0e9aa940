package io.tidemark.e2e.fault.load;

import org.jspecify.annotations.Nullable;

/**
 * A question and what came of it.
 *
 * @param server who was asked
 * @param isSurvivor whether no fault was on that server from the question to the answer
 * @param isServerDown whether a query server was struck by a fault meanwhile
 * @param latencyNanos until the answer, or until it was given up
 * @param status of the answer; 0: none came
 * @param statistics what a 200 said
 * @param refusal what any other answer said
 * @param receivedMs when, epoch milliseconds
 */
public record Asked(
    String server,
    Question question,
    boolean isSurvivor,
    boolean isServerDown,
    long latencyNanos,
    int status,
    @Nullable Statistics statistics,
    @Nullable String refusal,
    long receivedMs) {}
