package io.tidemark.ingest.publish;

import java.nio.charset.StandardCharsets;

/** An event as it goes to the topic: the record's key and its value. */
public final class Outgoing {
  /** What a record costs in memory beside its key and value, bytes: an upper estimate. */
  private static final int OVERHEAD_BYTES = 128;

  private final String siteId;
  private final byte[] key;
  private final byte[] value;

  public Outgoing(String siteId, byte[] value) {
    this.siteId = siteId;
    this.key = siteId.getBytes(StandardCharsets.UTF_8);
    this.value = value;
  }

  /** The site, which decides the partition. */
  public String siteId() {
    return siteId;
  }

  /** {@link #siteId()} as UTF-8; not to be changed. */
  public byte[] key() {
    return key;
  }

  /** The event's JSON; not to be changed. */
  public byte[] value() {
    return value;
  }

  /** What it takes of the buffer until it is acknowledged. */
  public int sizeBytes() {
    return key.length + value.length + OVERHEAD_BYTES;
  }
}
