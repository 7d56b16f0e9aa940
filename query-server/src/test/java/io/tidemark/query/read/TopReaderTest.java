package io.tidemark.query.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.query.fixture.NaiveView;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.merge.Partial;
import io.tidemark.query.plan.TopRead;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TopReaderTest {
  private static final long DAY_MS = 86_400_000;
  private static final int DAYS = 3;

  /** Three days with complete tables: a row costs a look-up per day that has it. */
  @Test
  void read_lookUpsUsedUp_leavesOutTheUsersOfTheLastRows() {
    List<Seen> events = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      events.add(new Seen("s", "/all", "u" + day, day * DAY_MS, 9));
      events.add(new Seen("s", "/day-" + day, "u", day * DAY_MS, 8 - day));
    }

    Partial.Top top = read(events, Level.DAY, 4);

    assertThat(top.rows().stream().map(Partial.TopRow::value))
        .containsExactly("/all", "/day-0", "/day-1", "/day-2");
    assertThat(top.rows().stream().map(TopReaderTest::users)).containsExactly(3L, 1L, -1L, -1L);
    assertThat(top.error()).isZero();
  }

  /** Small sets are exact up to 32 users; together they stay so for longer. */
  @Test
  void read_exactDays_staysExactTogether() {
    Partial.Top top = read(visitors(30), Level.DAY, 100);

    assertThat(users(top.rows().get(0))).isEqualTo(90);
    assertThat(Objects.requireNonNull(top.rows().get(0).users()).isExact()).isTrue();
  }

  @Test
  void read_approximateDays_boundsTheirUnion() {
    Partial.Top top = read(visitors(200), Level.DAY, 100);

    UserSketch users = Objects.requireNonNull(top.rows().get(0).users());
    assertThat(users.isExact()).isFalse();
    assertThat(600L).isBetween(users.bounds().lower(), users.bounds().upper());
  }

  @Test
  void read_hours_haveNoUsers() {
    assertThat(read(visitors(1), Level.HOUR, 100).rows()).allMatch(row -> row.users() == null);
  }

  private static List<Seen> visitors(int perDay) {
    List<Seen> events = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      for (int visitor = 0; visitor < perDay; visitor++) {
        events.add(new Seen("s", "/", day + "-" + visitor, day * DAY_MS, 1));
      }
    }
    return events;
  }

  private static Partial.Top read(List<Seen> events, Level level, long mostOfUsers) {
    NaiveView view = new NaiveView(events, 1000);
    List<BucketTable> tables = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      BucketView bucket = view.bucket("s", level, day * DAY_MS).orElseThrow();
      tables.add(new BucketTable(bucket, level, Dimension.PATH, false));
    }
    TopRead wanted = new TopRead(Dimension.PATH, 10, true);
    return new TopReader(wanted, tables, mostOfUsers, count -> {}).read();
  }

  private static long users(Partial.TopRow row) {
    UserSketch users = row.users();
    return users == null ? -1 : users.estimate();
  }
}
