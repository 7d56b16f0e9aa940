package io.tidemark.ingest.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class VisitorIdsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");

  private final MutableClock clock = new MutableClock(NOON);
  private final MemorySaltStore salts = new MemorySaltStore();
  private final VisitorIds ids = new VisitorIds(salts, clock);

  @Test
  void id_isTheKeyedHashOfSiteAddressAndUserAgent() throws Exception {
    salts.put(DAY, 7);
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] secret = new byte[32];
    java.util.Arrays.fill(secret, (byte) 7);
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    mac.update(new byte[] {0, 1, 's', 0, 4, (byte) 192, 0, 2, 1, 0, 2, 'u', 'a'});
    assertThat(ids.of("s", "192.0.2.1", "ua"))
        .isEqualTo(HexFormat.of().formatHex(mac.doFinal(), 0, 16))
        .hasSize(32);
  }

  @Test
  void id_ofTheSameVisitor_isTheSameAtEveryGateway() {
    salts.put(DAY, 7);
    MemorySaltStore other = new MemorySaltStore();
    other.put(DAY, 7);
    assertThat(ids.of("s", "2001:db8::1", "ua"))
        .isEqualTo(new VisitorIds(other, clock).of("s", "2001:DB8:0:0:0:0:0:1", "ua"));
  }

  @Test
  void id_ofAnotherSiteAddressAgentOrDay_isAnother() {
    salts.put(DAY, 7);
    salts.put(DAY.plusDays(1), 8);
    Set<String> seen = new HashSet<>();
    seen.add(ids.of("s", "192.0.2.1", "ua"));
    seen.add(ids.of("t", "192.0.2.1", "ua"));
    seen.add(ids.of("s", "192.0.2.2", "ua"));
    seen.add(ids.of("s", "192.0.2.1", "ub"));
    seen.add(ids.of("s1", "92.0.2.1", "ua"));
    clock.set(NOON.plusSeconds(12 * 3600));
    seen.add(ids.of("s", "192.0.2.1", "ua"));
    assertThat(seen).hasSize(6).doesNotContainNull();
  }

  @Test
  void id_withoutTheDaysSalt_isNone() {
    salts.put(DAY.minusDays(1), 7);
    assertThat(ids.of("s", "192.0.2.1", "ua")).isNull();
  }

  @Test
  void id_ofWhatIsNoAddress_countsAsItStands() {
    salts.put(DAY, 7);
    assertThat(ids.of("s", "unix:", "ua")).isNotNull().isNotEqualTo(ids.of("s", "", "ua"));
  }

  @Test
  void salt_ofManyThreads_givesEachItsOwnHash() {
    salts.put(DAY, 7);
    byte[] address = {1, 2, 3, 4};
    Salt salt = salts.of(DAY);
    long distinct =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> salt.hash("s", address, "ua" + i % 100))
            .distinct()
            .count();
    assertThat(distinct).isEqualTo(100);
  }

  @Test
  void salt_asText_tellsNothing() {
    byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    assertThat(new Salt(secret)).hasToString("Salt");
  }
}
