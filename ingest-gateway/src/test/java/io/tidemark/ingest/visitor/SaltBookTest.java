package io.tidemark.ingest.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SaltBookTest {
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATE = Instant.parse("2026-03-01T23:45:00Z");
  private static final Instant NEXT = Instant.parse("2026-03-02T00:00:00Z");

  private final SaltBook book = new SaltBook();

  private static byte[] secret(int seed) {
    byte[] secret = new byte[Salt.BYTES];
    secret[0] = (byte) seed;
    return secret;
  }

  private static String hash(Salt salt) {
    return salt.hash("s", new byte[4], "ua");
  }

  @Test
  void salt_severalInTheLog_theFirstCounts() {
    book.read(DAY, secret(1), NOON);
    book.read(DAY, secret(2), NOON);
    assertThat(hash(book.salt(DAY))).isEqualTo(hash(new Salt(secret(1))));
  }

  @Test
  void salt_erasedByAClockThatIsAhead_staysForItsDay() {
    book.read(DAY, secret(1), NOON);
    book.read(DAY, null, NOON);
    assertThat(book.salt(DAY)).isNotNull();
    assertThat(book.missing(NOON)).isEmpty();
  }

  @Test
  void missing_emptyLog_isToday() {
    assertThat(book.missing(NOON)).containsExactly(DAY);
  }

  @Test
  void missing_shortlyBeforeMidnight_isTomorrowToo() {
    book.read(DAY, secret(1), LATE);
    assertThat(book.missing(LATE)).containsExactly(DAY.plusDays(1));
  }

  @Test
  void forget_afterMidnight_keepsTodayOnly() {
    book.read(DAY, secret(1), LATE);
    book.read(DAY.plusDays(1), secret(2), LATE);
    book.forget(LATE);
    assertThat(book.salt(DAY)).isNotNull();
    book.forget(NEXT);
    assertThat(book.salt(DAY)).isNull();
    assertThat(book.salt(DAY.plusDays(1))).isNotNull();
  }

  @Test
  void salt_ofADayThatIsOver_isNotTaken() {
    book.read(DAY, secret(1), NEXT);
    assertThat(book.salt(DAY)).isNull();
  }

  @Test
  void toErase_namesDaysThatAreOverUntilTheyAreErased() {
    book.read(DAY, secret(1), NOON);
    assertThat(book.toErase(LATE)).isEmpty();
    assertThat(book.toErase(NEXT)).as("other gateways' clocks may be behind").isEmpty();
    assertThat(book.toErase(NEXT.plusSeconds(601))).containsExactly(DAY);
    book.read(DAY, null, NEXT.plusSeconds(602));
    assertThat(book.toErase(NEXT.plusSeconds(603))).isEmpty();
  }

  @Test
  void salt_ofTheWrongSize_isNoSalt() {
    book.read(DAY, new byte[5], NOON);
    assertThat(book.salt(DAY)).isNull();
    assertThat(book.missing(NOON)).containsExactly(DAY);
  }
}
