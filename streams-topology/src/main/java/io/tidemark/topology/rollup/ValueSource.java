package io.tidemark.topology.rollup;

import io.tidemark.topology.view.TopValues;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table of values to read from: in memory, in rows, or several as one. */
interface ValueSource {

  /** A table without values. */
  ValueSource EMPTY =
      new ValueSource() {
        @Override
        public @Nullable ValueCount find(byte[] value) {
          return null;
        }

        @Override
        public TopValues top(int limit) {
          return TopValues.EMPTY;
        }

        @Override
        public void forEach(Consumer<ValueCount> visitor) {
          // there are none
        }
      };

  /** A value's counts; null: there are none. Changes nothing. */
  @Nullable ValueCount find(byte[] value);

  /** A value's views; 0 if there are none. Changes nothing. */
  default long views(byte[] value) {
    ValueCount found = find(value);
    return found == null ? 0 : found.views;
  }

  /** The top values in the contract's order. */
  TopValues top(int limit);

  /** Visits all values. */
  void forEach(Consumer<ValueCount> visitor);
}
