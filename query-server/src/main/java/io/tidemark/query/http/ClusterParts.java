package io.tidemark.query.http;

import io.tidemark.query.read.LocalReader;
import io.tidemark.query.route.GuardedPeers;
import java.time.Clock;

/**
 * What the edge needs to answer peers, and to tell of them.
 *
 * @param reader what peers are answered from
 * @param peers how they are asked what they have
 * @param guarded which of them are asked at all
 */
public record ClusterParts(
    LocalReader reader, HttpPeers peers, GuardedPeers guarded, Clock clock) {}
