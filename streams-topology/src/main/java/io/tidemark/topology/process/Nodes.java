package io.tidemark.topology.process;

/** Names of the topology's nodes. */
public final class Nodes {
  public static final String EVENTS = "events";
  public static final String COUNT = "count";
  public static final String STRAYS = "strays";
  public static final String REKEYED = "rekeyed";
  public static final String COUNT_REKEYED = "count-rekeyed";
  public static final String REFUSALS = "refusals";
  public static final String ADD_REFUSALS = "add-refusals";
  public static final String DLQ = "dlq";

  private Nodes() {}
}
