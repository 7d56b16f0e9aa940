package io.tidemark.standalone.replay;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a replay shall do, already checked.
 *
 * @param file null: the standard input
 * @param gateway base URL of the gateway
 * @param batch most events per request, 1..1000
 * @param inFlight most requests under way
 * @param rate most events per second; 0: as fast as they are taken
 * @param state file of the checkpoint; null: none is kept
 * @param rejected file of the rejected lines
 * @param restart begin at the beginning, whatever the checkpoint says
 * @param giveUp how long one batch is tried
 */
record ReplayOptions(
    @Nullable Path file,
    URI gateway,
    int batch,
    int inFlight,
    double rate,
    @Nullable Path state,
    Path rejected,
    boolean restart,
    Duration giveUp) {}
