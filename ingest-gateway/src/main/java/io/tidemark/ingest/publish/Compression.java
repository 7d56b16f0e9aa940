package io.tidemark.ingest.publish;

/**
 * How batches are compressed. snappy and lz4 make the same size of events, but lz4 takes 128 KiB of
 * fresh memory for each batch, which for the few events of a single request is most of the work.
 */
final class Compression {

  /** snappy; lz4 where snappy's native library cannot be loaded. */
  static String best() {
    try {
      Class.forName("org.xerial.snappy.Snappy");
      return "snappy";
    } catch (ClassNotFoundException | Error e) {
      return "lz4"; // which has a second implementation, in Java
    }
  }

  private Compression() {}
}
