package io.tidemark.ingest.publish;

import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.topic.SiteParts;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An event as it goes to the topic: the record's key and its value. */
public final class Outgoing {
  /** What a record costs in memory beside its key and value, bytes: an upper estimate. */
  private static final int OVERHEAD_BYTES = 128;

  private final String siteId;
  private final @Nullable String userId;
  private final @Nullable String eventId;
  private final byte[] key;
  private final byte[] value;

  /**
   * An event.
   *
   * @param value its JSON
   */
  public Outgoing(Event event, byte[] value) {
    this(event.siteId(), event.userId(), event.eventId(), value);
  }

  /** An event with neither user nor id. */
  public Outgoing(String siteId, byte[] value) {
    this(siteId, null, null, value);
  }

  private Outgoing(String siteId, @Nullable String userId, @Nullable String eventId, byte[] value) {
    this.siteId = siteId;
    this.userId = userId;
    this.eventId = eventId;
    this.key = siteId.getBytes(StandardCharsets.UTF_8);
    this.value = value;
  }

  /**
   * The part of a hot site that it belongs to.
   *
   * @param parts of its site, at least 1
   */
  int part(int parts) {
    return SiteParts.of(SiteParts.key(userId, eventId), parts);
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
