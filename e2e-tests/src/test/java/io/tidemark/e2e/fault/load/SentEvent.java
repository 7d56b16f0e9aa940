package io.tidemark.e2e.fault.load;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is sent.
 *
 * @param day the UTC day it counts for
 * @param path its index in {@link EventSource#PATHS}
 * @param count its weight
 * @param isView whether it counts as a view too
 * @param isValid whether the gateway must take it; else it must refuse it
 * @param json its body
 */
public record SentEvent(
    String site,
    LocalDate day,
    int path,
    @Nullable String user,
    int count,
    boolean isView,
    boolean isValid,
    String json) {}
