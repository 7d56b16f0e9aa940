/**
 * {@code ./tidemark replay}: a file of events through a gateway, every event once.
 *
 * <p>{@link io.tidemark.standalone.replay.ReplayCommand} is for the command line; {@link
 * io.tidemark.standalone.replay.BatchSender} also for the demo. Deliberately absent: what a valid
 * event is (the gateway says so), and Kafka.
 */
@NullMarked
package io.tidemark.standalone.replay;

import org.jspecify.annotations.NullMarked;
