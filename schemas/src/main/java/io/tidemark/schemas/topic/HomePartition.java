package io.tidemark.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where a site's statistics live: {@code murmur2(site_id) mod N}, the same as Kafka's default
 * partitioner makes of the record key {@code site_id}. One function, shared by the gateway, the
 * topology's re-key step and the query router. A hot site has more partitions than this one: {@link
 * SiteParts}.
 */
public final class HomePartition {

  /**
   * The home of a site.
   *
   * @param partitions N, the number of partitions of the topic {@code events}, at least 1
   * @return 0..N-1
   */
  public static int of(String siteId, int partitions) {
    return Utils.toPositive(Utils.murmur2(siteId.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private HomePartition() {}
}
