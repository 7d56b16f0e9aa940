package io.tidemark.topology.store;

/** What RocksDB tells of a store from its cheap properties; see {@link Databases}. */
public enum DatabaseFigure {
  /** Rows, estimated. */
  ROWS("estimate-num-keys", "rows", "rows", "Rows in the databases, estimated"),
  /** Bytes of the files. */
  FILES("total-sst-files-size", "files", "bytes", "Size of the databases' files"),
  /** Bytes written and not yet in a file. */
  WRITE_BUFFERS("size-all-mem-tables", "write.buffers", "bytes", "Memory of write buffers"),
  /** Compactions under way. */
  COMPACTIONS("num-running-compactions", "compactions", "compactions", "Compactions under way"),
  /** Bytes that compactions have yet to rewrite, estimated. */
  PENDING(
      "estimate-pending-compaction-bytes",
      "pending.compaction",
      "bytes",
      "What compactions have yet to rewrite, estimated"),
  /** Faults of background work; any is a sign of a full or broken disk. */
  ERRORS("background-errors", "background.errors", "errors", "Faults of background work");

  private final String property;
  private final String label;
  private final String unit;
  private final String meaning;

  DatabaseFigure(String property, String label, String unit, String meaning) {
    this.property = property;
    this.label = label;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** What Kafka Streams calls it. */
  String property() {
    return property;
  }

  /** The last part of the meter's name. */
  public String label() {
    return label;
  }

  /** What is counted. */
  public String unit() {
    return unit;
  }

  /** In a few words. */
  public String meaning() {
    return meaning;
  }
}
