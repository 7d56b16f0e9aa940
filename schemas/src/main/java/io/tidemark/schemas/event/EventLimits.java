package io.tidemark.schemas.event;

/** Limits of an event's fields, in Unicode code points unless the name says otherwise. */
public final class EventLimits {
  public static final int SITE_ID = 255;
  public static final int EVENT_TYPE = 100;
  public static final int PATH = 2048;
  public static final int USER_ID = 255;
  public static final int SESSION_ID = 255;
  public static final int EVENT_ID = 128;
  public static final int REFERRER = 2048;
  public static final int USER_AGENT = 1024;
  public static final int IP = 45;
  public static final int ENRICHMENT = 255;
  public static final int PROPERTIES_BYTES = 4096;
  public static final int MAX_COUNT = 1_000_000;

  /** How far an event's time may lie after its arrival, milliseconds. */
  public static final long MAX_FUTURE_MS = 10 * 60 * 1000L;

  /** Most events in one batch. */
  public static final int BATCH_EVENTS = 1000;

  private EventLimits() {}
}
