package io.tidemark.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomePartitionTest {

  @ParameterizedTest
  @CsvSource({"default,4,3", "example.com,4,1", "semicomplete.com,12,9", "büro,12,1", "🦆,12,6"})
  void of_knownSites_isGolden(String site, int partitions, int home) {
    assertThat(HomePartition.of(site, partitions)).isEqualTo(home);
  }

  @Test
  void of_anySite_isWhereKafkasOwnPartitionerSendsTheKey() {
    for (int i = 0; i < 2000; i++) {
      String site = "site-" + i + (i % 3 == 0 ? ".example" : "é🦆");
      byte[] key = site.getBytes(StandardCharsets.UTF_8);
      for (int partitions : new int[] {1, 2, 4, 7, 12, 100}) {
        assertThat(HomePartition.of(site, partitions))
            .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions))
            .isBetween(0, partitions - 1);
      }
    }
  }
}
