package io.tidemark.ingest;

import io.tidemark.ingest.tracker.TrackerAddresses;
import io.tidemark.ingest.visitor.AddressBlock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's settings, already checked.
 *
 * @param bind address to listen on
 * @param port TCP port; 0: any free one
 * @param defaultSite the site of events that name none; null: refuse them
 * @param sites the only sites taken; empty: any
 * @param maxSites most distinct sites taken while {@code sites} is empty
 * @param maxBodyBytes largest body of one event
 * @param maxBatchBodyBytes largest body of a batch
 * @param bufferBytes most bytes of events sent and not yet acknowledged; beyond it requests are
 *     refused at once
 * @param ackTimeout longest wait for Kafka's acknowledgement before a request is answered 503
 * @param lingerMs how long the producer waits to fill a batch, milliseconds
 * @param drainTimeout longest wait at close for requests in flight
 * @param trustedProxies whose {@code X-Forwarded-For} counts; empty: nobody's
 * @param geoIpDb a file in MaxMind's format that tells the countries of addresses; null: countries
 *     are not told
 * @param tracker where the tracker and its events are
 */
public record GatewayConfig(
    String bind,
    int port,
    @Nullable String defaultSite,
    Set<String> sites,
    int maxSites,
    int maxBodyBytes,
    int maxBatchBodyBytes,
    long bufferBytes,
    Duration ackTimeout,
    int lingerMs,
    Duration drainTimeout,
    List<AddressBlock> trustedProxies,
    @Nullable Path geoIpDb,
    TrackerAddresses tracker) {
  public GatewayConfig {
    sites = Set.copyOf(sites);
    trustedProxies = List.copyOf(trustedProxies);
  }
}
