package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which records are in the rows that were {@link Carry carried over}. For the stream thread. */
final class Carried {
  private final Rows rows;
  private @Nullable Carry carry;
  private boolean looked;
  private boolean again;

  Carried(Rows rows) {
    this.rows = rows;
  }

  /** Whether anything was carried over. */
  boolean any() {
    return carry() != null;
  }

  /** Whether the other generation had counted the record at an offset, the one at hand from now. */
  boolean isAgain(int partition, long offset) {
    Carry from = carry();
    again =
        from != null
            && partition >= 0
            && partition < from.bounds().size()
            && offset < from.bounds().get(partition);
    return again;
  }

  /** Whether the other generation had counted the record at hand. */
  boolean isAgain() {
    return again;
  }

  /** Whether it had, and the rows of the event's site and day were carried over. */
  boolean holds(EventBytes event) {
    Carry from = carry();
    return again
        && from != null
        && Level.DAY.startOf(event.timestampMs(), ZoneOffset.UTC) < from.cutMs()
        && has(Objects.requireNonNull(event.text(Field.SITE_ID)));
  }

  /** Whether the rows of a site were carried over. */
  boolean has(String siteId) {
    return rows.get(RowKeys.carried(siteId)) != null;
  }

  private @Nullable Carry carry() {
    if (!looked) {
      byte[] row = rows.get(RowKeys.carry());
      carry = row == null ? null : Carry.read(row);
      looked = true;
    }
    return carry;
  }
}
