package io.tidemark.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.EventBytes;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SitePartsTest {

  /** Stored statistics and events on their way rely on these. */
  @Test
  void of_knownUsersAndIds_isGolden() {
    StringBuilder parts = new StringBuilder();
    for (String text : List.of("user-1", "user-2", "ann", "büro", "🦆", "b7")) {
      long key = SiteParts.key(text, "any");
      assertThat(SiteParts.key(null, text)).isEqualTo(key);
      for (int of : new int[] {2, 3, 4, 8, 12}) {
        parts.append(SiteParts.of(key, of)).append(' ');
      }
    }

    assertThat(parts.toString())
        .isEqualTo("1 1 1 5 9 1 2 2 6 6 0 0 0 0 0 0 0 0 0 0 0 0 3 3 3 0 0 0 4 4 ");
  }

  /** Values that Guava's consistentHash gives. */
  @Test
  void of_keysOfTheReference_isAsThere() {
    assertThat(SiteParts.of(10863919174838991L, 11)).isEqualTo(6);
    assertThat(SiteParts.of(2016238256797177309L, 11)).isEqualTo(3);
    assertThat(SiteParts.of(1673758223894951030L, 11)).isEqualTo(5);
  }

  @Test
  void of_oneMorePart_movesOnlyToTheNewOne_andEvenly() {
    Random random = new Random(7);
    int[] counts = new int[12];
    for (int i = 0; i < 24_000; i++) {
      long key = random.nextLong();
      int before = 0;
      for (int parts = 1; parts <= 12; parts++) {
        int part = SiteParts.of(key, parts);
        assertThat(part == before || part == parts - 1).isTrue();
        before = part;
      }
      counts[before]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(1_800, 2_200);
    }
  }

  @Test
  void chain_isWhereTheKeyHasEverBeen() {
    Random random = new Random(8);
    for (int i = 0; i < 5_000; i++) {
      long key = random.nextLong();
      int parts = 1 + random.nextInt(12);
      Set<Integer> ever = new HashSet<>();
      for (int fewer = 1; fewer <= parts; fewer++) {
        ever.add(SiteParts.of(key, fewer));
      }
      int[] chain = SiteParts.chain(key, parts);

      assertThat(chain).isSorted().startsWith(0).endsWith(SiteParts.of(key, parts));
      assertThat(chain).hasSize(ever.size());
      for (int part : chain) {
        assertThat(ever).contains(part);
      }
    }
  }

  @Test
  void key_ofSlices_isThatOfText_andTheUserGoesBeforeTheId() {
    EventBytes event = new EventBytes();
    event.read(json("\"user_id\":\"büro\",\"event_id\":\"1\""), null, 1);
    assertThat(SiteParts.key(event)).isEqualTo(SiteParts.key("büro", "2"));
    event.read(json("\"event_id\":\"1\""), null, 1);
    assertThat(SiteParts.key(event)).isEqualTo(SiteParts.key(null, "1"));
    event.read(json("\"count\":1"), null, 1);
    assertThat(SiteParts.key(event)).isEqualTo(SiteParts.key(null, null));
    assertThat(SiteParts.of(SiteParts.key(event), 12)).isZero();
  }

  @Test
  void partition_ofTheFirstPart_isHome_andAllDiffer() {
    for (int i = 0; i < 200; i++) {
      String site = "site-" + i;
      Set<Integer> seen = new HashSet<>();
      for (int part = 0; part < 12; part++) {
        int partition = SiteParts.partition(site, part, 12);
        assertThat(SiteParts.at(site, partition, 12)).isEqualTo(part);
        seen.add(partition);
      }
      assertThat(seen).hasSize(12);
      assertThat(SiteParts.partition(site, 0, 12)).isEqualTo(HomePartition.of(site, 12));
    }
  }

  private static byte[] json(String fields) {
    return ("{\"site_id\":\"s\",\"path\":\"/\"," + fields + "}").getBytes(UTF_8);
  }
}
