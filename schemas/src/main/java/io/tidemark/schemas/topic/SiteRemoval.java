package io.tidemark.schemas.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The record on {@link Topics#EVENTS} that removes a site's statistics: what stands before it in
 * the log is forgotten, what comes behind it is counted.
 *
 * <p>It stands on the site's home partition, and one each on the partitions of a hot site's other
 * parts, with their number; its key is the site, and a header makes it what it is. Gateways write
 * no headers, so no request can make one. Its value is JSON and no event: who reads the topic and
 * does not know it refuses it and goes on.
 */
public final class SiteRemoval {
  private static final String HEADER = "tidemark.control";
  private static final String PARTS_HEADER = "tidemark.parts";
  private static final byte[] REMOVE_SITE = "remove-site".getBytes(StandardCharsets.UTF_8);
  private static final byte[] VALUE =
      "{\"control\":\"remove-site\"}".getBytes(StandardCharsets.UTF_8);

  /**
   * The record to write.
   *
   * @param partitions number of partitions of {@link Topics#EVENTS}
   */
  public static ProducerRecord<byte[], byte[]> of(String siteId, int partitions) {
    return of(siteId, 0, 1, partitions);
  }

  /**
   * The record to write for one part of a site.
   *
   * @param part 0..parts-1
   * @param parts of the site, at least 1
   * @param partitions number of partitions of {@link Topics#EVENTS}
   */
  public static ProducerRecord<byte[], byte[]> of(
      String siteId, int part, int parts, int partitions) {
    byte[] key = siteId.getBytes(StandardCharsets.UTF_8);
    int partition = SiteParts.partition(siteId, part, partitions);
    var record = new ProducerRecord<>(Topics.EVENTS, partition, key, VALUE.clone());
    record.headers().add(HEADER, REMOVE_SITE.clone());
    if (parts > 1) {
      String text = Integer.toString(parts);
      record.headers().add(PARTS_HEADER, text.getBytes(StandardCharsets.US_ASCII));
    }
    return record;
  }

  /** How many parts the site had that a removal is of; 0: that cannot be read. */
  public static int parts(Headers headers) {
    Header header = headers.lastHeader(PARTS_HEADER);
    if (header == null) {
      return 1;
    }
    try {
      return Integer.parseInt(new String(header.value(), StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether a record with these headers removes the site in its key. */
  public static boolean isIn(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header != null && Arrays.equals(header.value(), REMOVE_SITE);
  }

  private SiteRemoval() {}
}
