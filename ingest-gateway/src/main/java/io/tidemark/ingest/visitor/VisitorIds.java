package io.tidemark.ingest.visitor;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Ids of visitors that name none: a keyed hash of site, address and user agent, whose key is the
 * salt of the UTC day in which the event arrived. The same visitor has another id on every site and
 * every day. Thread-safe.
 */
public final class VisitorIds {
  private final SaltStore salts;
  private final Clock clock;

  public VisitorIds(SaltStore salts, Clock clock) {
    this.salts = salts;
    this.clock = clock;
  }

  /**
   * The id of a visitor now, 32 hexadecimal digits.
   *
   * @param address an IP address in any of its spellings; what is none counts as it stands
   * @return null: today's salt is not known
   */
  public @Nullable String of(String site, String address, String userAgent) {
    Salt salt = salts.of(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    if (salt == null) {
      return null;
    }
    byte[] bytes = IpLiteral.parse(address);
    return salt.hash(
        site, bytes == null ? address.getBytes(StandardCharsets.UTF_8) : bytes, userAgent);
  }

  /** Why no id can be made now, as a sentence; null: ids can be made. */
  public @Nullable String notReady() {
    return salts.notReady();
  }
}
