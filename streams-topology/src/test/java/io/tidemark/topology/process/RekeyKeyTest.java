package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.topic.HomePartition;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RekeyKeyTest {
  private static final byte[] SITE = "café".getBytes(UTF_8);

  @Test
  void key_withAPartition_goesThere() {
    byte[] key = RekeyKey.of(SITE, 11);

    assertThat(RekeyKey.partition(key, 12)).isEqualTo(11);
    assertThat(RekeyKey.site(key)).isEqualTo(SITE);
  }

  @Test
  void key_ofTheSiteAlone_goesHome() {
    assertThat(RekeyKey.partition(SITE, 12)).isEqualTo(HomePartition.of("café", 12));
    assertThat(RekeyKey.site(SITE)).isEqualTo(SITE);
    assertThat(RekeyKey.site(null)).isNull();
  }

  @Test
  void trip_roundTrips_andAnythingElseIsNone() {
    PartTrip trip =
        PartTrip.begin(4)
            .settling(1, null)
            .settling(0, new PartTrip.Told(4, 1_763_000_000L))
            .settling(0, null);
    Headers headers = new RecordHeaders();
    trip.addTo(headers);

    assertThat(PartTrip.of(headers, 4)).isEqualTo(trip);
    assertThat(trip.settled())
        .isEqualTo(Map.of(0, new PartTrip.Told(4, 1_763_000_000L), 1, new PartTrip.Told(0, 0)));
    assertThat(PartTrip.of(headers, 3)).as("more parts than partitions").isNull();
    assertThat(PartTrip.of(new RecordHeaders(), 4)).isNull();
    for (byte[] broken : new byte[][] {{}, {1}, {1, 4, 9, 1}, {7, 4, 0}, {1, 1, 0}}) {
      Headers other = new RecordHeaders();
      other.add("tidemark.parts", broken);
      assertThat(PartTrip.of(other, 4)).isNull();
    }
  }
}
