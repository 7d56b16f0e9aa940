package io.tidemark.standalone.topics;

import java.time.Duration;

/**
 * What the topics must be like.
 *
 * @param partitions of the topic {@code events} when it is created
 * @param partitionsChosen whether somebody chose that number, so that another one is refused
 * @param replication copies of each topic when it is created
 * @param minInsync copies that must have a record before it is acknowledged; a topic that requires
 *     more keeps it
 * @param rawRetention how long {@code events} keeps records
 * @param dlqRetention how long {@code events-dlq} keeps records
 */
public record TopicPlan(
    int partitions,
    boolean partitionsChosen,
    int replication,
    int minInsync,
    Duration rawRetention,
    Duration dlqRetention) {}
