/**
 * A cluster of real processes on this machine: three brokers, two gateways, three query servers.
 *
 * <p>{@link io.tidemark.e2e.fault.cluster.Cluster} starts and stops them, {@link
 * io.tidemark.e2e.fault.cluster.Health} tells when all of it is whole again. Deliberately absent:
 * load and faults.
 */
@NullMarked
package io.tidemark.e2e.fault.cluster;

import org.jspecify.annotations.NullMarked;
