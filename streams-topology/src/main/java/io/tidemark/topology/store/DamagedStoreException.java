package io.tidemark.topology.store;

import org.apache.kafka.streams.errors.ProcessorStateException;

/** Rows of a store cannot be read, or not all of them, because its files are damaged. */
final class DamagedStoreException extends ProcessorStateException {
  private static final long serialVersionUID = 1L;

  DamagedStoreException(Throwable cause) {
    super("a store's files are damaged", cause);
  }

  DamagedStoreException(String message) {
    super(message);
  }
}
