package io.tidemark.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.ingest.visitor.AddressBlock;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.view.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigsTest {
  @TempDir private Path folder;

  private static Settings settings(Role role, Map<String, String> flags) throws Exception {
    return Settings.resolve(role, flags, Map.of());
  }

  @Test
  void gateway_settings_arriveInTheRecord() throws Exception {
    var config =
        Configs.gateway(
            settings(
                Role.UP,
                Map.of("--sites", "a, b", "--max-body-bytes", "2KiB", "--ack-timeout", "3s")));

    assertThat(config.bind()).isEqualTo("0.0.0.0");
    assertThat(config.defaultSite()).isEqualTo("default");
    assertThat(config.sites()).containsExactlyInAnyOrder("a", "b");
    assertThat(config.maxBodyBytes()).isEqualTo(2048);
    assertThat(config.maxBatchBodyBytes()).isEqualTo(8 << 20);
    assertThat(config.ackTimeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void gateway_proxiesAndCountryFile_arriveInTheRecord() throws Exception {
    Path file = Files.createFile(folder.resolve("countries.mmdb"));
    var none = Configs.gateway(settings(Role.UP, Map.of()));
    var both =
        Configs.gateway(
            settings(
                Role.UP,
                Map.of("--trusted-proxies", "10.0.0.0/8, ::1", "--geoip-db", file.toString())));

    assertThat(none.trustedProxies()).isEmpty();
    assertThat(none.geoIpDb()).isNull();
    assertThat(both.trustedProxies())
        .containsExactly(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("::1"));
    assertThat(both.geoIpDb()).isEqualTo(file);
  }

  @Test
  void topology_dimensions_arePathAndTheChosen() throws Exception {
    assertThat(dimensions(Map.of())).isEqualTo(TopologyConfig.DEFAULT_DIMENSIONS);
    assertThat(dimensions(Map.of("--dimensions", "browser, os")))
        .containsExactlyInAnyOrder(Dimension.PATH, Dimension.BROWSER, Dimension.OS);
    assertThat(dimensions(Map.of("--dimensions", "standard,user_id")))
        .containsExactlyInAnyOrder(Dimension.values());
  }

  private Set<Dimension> dimensions(Map<String, String> flags) throws Exception {
    return Configs.topology(settings(Role.UP, flags), folder, new Endpoint("localhost", 3002))
        .dimensions();
  }

  private int cachedRows(Map<String, String> flags) throws Exception {
    return Configs.topology(settings(Role.UP, flags), folder, new Endpoint("localhost", 3002))
        .cachedRows();
  }

  @Test
  void listsOfOtherThings_areRefused() {
    assertThatThrownBy(() -> settings(Role.UP, Map.of("--trusted-proxies", "proxy.example")))
        .hasMessage(
            "--trusted-proxies is proxy.example; expected addresses or blocks like 10.0.0.0/8 or"
                + " fd00::/8, separated by commas");
    assertThatThrownBy(() -> settings(Role.UP, Map.of("--dimensions", "browsers")))
        .hasMessageStartingWith(
            "--dimensions is browsers; expected standard, or some of path, referrer,");
  }

  @Test
  void query_settings_arriveInTheRecord() throws Exception {
    var config =
        Configs.query(
            Settings.resolve(
                Role.QUERY,
                Map.of("--query-cors-origins", "https://a.example"),
                Map.of("TIDEMARK_CLUSTER_SECRET", "0123456789abcdef")),
            1234);

    assertThat(config.port()).isEqualTo(1234);
    assertThat(config.defaultSite()).isNull();
    assertThat(config.corsOrigins()).containsExactly("https://a.example");
    assertThat(config.clusterSecret()).isEqualTo("0123456789abcdef");
  }

  @Test
  void topology_cachedRows_areChosenOrFitTheHeap() throws Exception {
    assertThat(cachedRows(Map.of("--cached-rows", "1234"))).isEqualTo(1_234);
    int four = cachedRows(Map.of("--partitions", "4"));
    assertThat((long) four * 4 * 600).isLessThanOrEqualTo(Runtime.getRuntime().maxMemory() / 4);
    assertThat(cachedRows(Map.of("--partitions", "1000"))).isEqualTo(50_000);
  }

  @Test
  void topology_up_hasOneCopyOfEverything() throws Exception {
    Endpoint self = new Endpoint("localhost", 3002);

    var alone = Configs.topology(settings(Role.UP, Map.of()), folder, self);
    var one = Configs.topology(settings(Role.QUERY, Map.of("--replication", "3")), folder, self);

    assertThat(alone.standbyReplicas()).isZero();
    assertThat(alone.replicationFactor()).isEqualTo(1);
    assertThat(alone.caps()).isEqualTo(TopologyConfig.Caps.DEFAULT);
    assertThat(alone.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(one.standbyReplicas()).isEqualTo(1);
    assertThat(one.replicationFactor()).isEqualTo(3);
  }

  @Test
  void topics_minInsyncUnset_isOneLessThanReplicationAndAtLeastOne() throws Exception {
    assertThat(Configs.topics(settings(Role.UP, Map.of())).minInsync()).isEqualTo(1);
    assertThat(Configs.topics(settings(Role.QUERY, Map.of())).minInsync()).isEqualTo(1);
    assertThat(Configs.topics(settings(Role.QUERY, Map.of("--replication", "3"))).minInsync())
        .isEqualTo(2);
  }

  @Test
  void topics_partitions_tellWhetherTheyWereChosen() throws Exception {
    assertThat(Configs.topics(settings(Role.UP, Map.of())).partitionsChosen()).isFalse();
    assertThat(Configs.topics(settings(Role.UP, Map.of("--partitions", "4"))).partitionsChosen())
        .isTrue();
  }

  @Test
  void kafkaClients_file_isHandedOnAndBootstrapWins() throws Exception {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, "security.protocol=SSL\nbootstrap.servers=old:1\n");

    var both =
        KafkaClients.properties(
            settings(
                Role.GATEWAY,
                Map.of("--kafka-config", file.toString(), "--kafka-bootstrap", "new:2, newer:3")));
    var fileOnly =
        KafkaClients.properties(settings(Role.GATEWAY, Map.of("--kafka-config", file.toString())));

    assertThat(both)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("bootstrap.servers", "new:2,newer:3");
    assertThat(fileOnly).containsEntry("bootstrap.servers", "old:1");
  }

  @Test
  void kafkaClients_noClusterNamed_isRefusedForRolesAndLocalForTools() throws Exception {
    Settings gateway = settings(Role.GATEWAY, Map.of());

    assertThatThrownBy(() -> KafkaClients.properties(gateway))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "TIDEMARK_KAFKA_BOOTSTRAP is not set; expected host:port, several separated by commas"
                + " (./tidemark up brings its own cluster)");
    assertThat(KafkaClients.properties(settings(Role.TOOL, Map.of("--kafka-port", "9999"))))
        .containsEntry("bootstrap.servers", "127.0.0.1:9999");
  }

  @Test
  void kafkaClients_fileThatIsNoPropertiesFile_isRefused() throws Exception {
    Path file = folder.resolve("broken.properties");
    Files.write(file, new byte[] {'a', '=', (byte) 0xff, (byte) 0xfe});
    Settings settings = settings(Role.GATEWAY, Map.of("--kafka-config", file.toString()));

    assertThatThrownBy(() -> KafkaClients.properties(settings))
        .hasMessage("--kafka-config is " + file + "; expected a properties file in UTF-8");
  }
}
