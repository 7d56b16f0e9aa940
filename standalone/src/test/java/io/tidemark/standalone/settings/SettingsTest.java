package io.tidemark.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.standalone.settings.Settings.Origin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {

  private static Settings up(Map<String, String> flags, Map<String, String> environment)
      throws InvalidSettingsException {
    return Settings.resolve(Role.UP, flags, environment);
  }

  private static List<String> problems(
      Role role, Map<String, String> flags, Map<String, String> environment) {
    InvalidSettingsException failure =
        catchThrowableOfType(
            InvalidSettingsException.class, () -> Settings.resolve(role, flags, environment));
    return failure == null ? List.of() : failure.problems();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void resolve_nothingGiven_givesValidDefaults(Role role) throws Exception {
    Settings settings = Settings.resolve(role, Map.of(), Map.of());

    assertThat(settings.get(Catalogue.INGEST_PORT)).isEqualTo(3001);
    assertThat(settings.origin(Catalogue.INGEST_PORT)).isEqualTo(Origin.DEFAULT);
    assertThat(settings.isChosen(Catalogue.INGEST_PORT)).isFalse();
  }

  @Test
  void resolve_flagAndEnvironment_flagWins() throws Exception {
    Map<String, String> environment = Map.of("TIDEMARK_INGEST_PORT", "4001");

    Settings both = up(Map.of("--ingest-port", "5001"), environment);
    Settings one = up(Map.of(), environment);

    assertThat(both.get(Catalogue.INGEST_PORT)).isEqualTo(5001);
    assertThat(both.origin(Catalogue.INGEST_PORT)).isEqualTo(Origin.FLAG);
    assertThat(one.get(Catalogue.INGEST_PORT)).isEqualTo(4001);
    assertThat(one.origin(Catalogue.INGEST_PORT)).isEqualTo(Origin.ENVIRONMENT);
  }

  @Test
  void resolve_role_decidesDefaults() throws Exception {
    Settings up = Settings.resolve(Role.UP, Map.of(), Map.of());
    Settings query = Settings.resolve(Role.QUERY, Map.of(), Map.of());

    assertThat(up.get(Catalogue.PARTITIONS)).isEqualTo(4);
    assertThat(query.get(Catalogue.PARTITIONS)).isEqualTo(12);
    assertThat(up.find(Catalogue.DEFAULT_SITE)).contains("default");
    assertThat(query.find(Catalogue.DEFAULT_SITE)).isEmpty();
    assertThat(query.origin(Catalogue.DEFAULT_SITE)).isEqualTo(Origin.UNSET);
  }

  @Test
  void resolve_emptyVariable_unsetsWhatMayBeUnsetAndElseCountsAsAbsent() throws Exception {
    Settings settings =
        up(Map.of(), Map.of("TIDEMARK_DEFAULT_SITE", "", "TIDEMARK_INGEST_PORT", " "));

    assertThat(settings.find(Catalogue.DEFAULT_SITE)).isEmpty();
    assertThat(settings.get(Catalogue.INGEST_PORT)).isEqualTo(3001);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          MAX_BODY_BYTES       | -1               | 1 to 10485760
          MAX_BODY_BYTES       | 0                | 1 to 10485760
          MAX_BODY_BYTES       | 11MiB            | 1 to 10485760
          MAX_BODY_BYTES       | lots             | 1 to 10485760 bytes, as a number or like 64KiB or 8MiB
          MAX_BODY_BYTES       | 99999999999GiB   | 1 to 10485760 bytes, as a number or like 64KiB or 8MiB
          INGEST_PORT          | 65536            | 0 to 65535
          INGEST_PORT          | -1               | 0 to 65535
          INGEST_PORT          | http             | 0 to 65535
          INGEST_PORT          | 99999999999999999999 | 0 to 65535
          INGEST_BIND          | some where       | an address or name of this machine, like 127.0.0.1 or 0.0.0.0 (all)
          DEDUP_WINDOW         | 24               | 1m to 30d, with a unit: ms, s, m, h or d (like 500ms, 10s, 24h, 90d)
          DEDUP_WINDOW         | 31d              | 1m to 30d
          DEDUP_WINDOW         | 59s              | 1m to 30d
          LOG_LEVEL            | loud             | one of error, warn, info, debug
          KAFKA_BOOTSTRAP      | kafka            | host:port, several separated by commas
          KAFKA_BOOTSTRAP      | a:1,,b:2         | host:port, several separated by commas
          KAFKA_BOOTSTRAP      | a:0              | host:port, several separated by commas
          KAFKA_CONFIG         | /no/such/file    | a file that can be read
          QUERY_ADVERTISED     | host:70000       | host:port with a port of 1 to 65535
          QUERY_CORS_ORIGINS   | example.com      | origins like https://example.com, separated by commas, or *
          SITES                | a,,b             | names of 1 to 255 characters, separated by commas
          APPLICATION_ID       | a b              | 1 to 100 letters, digits, dots, underscores or hyphens
          STREAM_THREADS       | 0                | 1 to 256, or cores
          STREAM_THREADS       | many             | 1 to 256, or cores
          PARTITIONS           | 4.5              | 1 to 1000
          """)
  void resolve_badValue_namesKeyValueAndExpectation(String name, String value, String expected) {
    String key = "TIDEMARK_" + name;

    assertThat(problems(Role.UP, Map.of(), Map.of(key, value)))
        .containsExactly(key + " is " + value + "; expected " + expected);
  }

  @Test
  void resolve_badFlag_namesTheFlag() {
    assertThat(problems(Role.UP, Map.of("--max-body-bytes", "-1"), Map.of()))
        .containsExactly("--max-body-bytes is -1; expected 1 to 10485760");
  }

  @Test
  void resolve_severalProblems_namesAll() {
    Map<String, String> environment =
        Map.of("TIDEMARK_INGEST_PRT", "1", "TIDEMARK_QUERY_PORT", "x", "TIDEMARK_SITES", ",");

    assertThat(problems(Role.UP, Map.of(), environment)).hasSize(3);
  }

  @Test
  void resolve_unknownKey_namesTheNearestIfNear() {
    assertThat(problems(Role.UP, Map.of(), Map.of("TIDEMARK_INGEST_PRT", "1")))
        .containsExactly(
            "TIDEMARK_INGEST_PRT is 1; expected a known setting, perhaps TIDEMARK_INGEST_PORT"
                + " (./tidemark config lists them)");
    assertThat(problems(Role.UP, Map.of(), Map.of("TIDEMARK_WONDERFUL_COLOURS_ETC", "1")))
        .containsExactly(
            "TIDEMARK_WONDERFUL_COLOURS_ETC is 1; expected a known setting"
                + " (./tidemark config lists them)");
  }

  @Test
  void resolve_keysOfOthers_areLeftAlone() throws Exception {
    assertThat(up(Map.of(), Map.of("PATH", "/bin")).role()).isEqualTo(Role.UP);
  }

  @Test
  void resolve_badSecret_isNotShown() throws Exception {
    Map<String, String> tooShort = Map.of("TIDEMARK_CLUSTER_SECRET", "hush");
    Map<String, String> misspelt = Map.of("TIDEMARK_CLUSTER_SECRETS", "hush-hush-hush-hush");
    Map<String, String> right = Map.of("TIDEMARK_CLUSTER_SECRET", "hush-hush-hush-hush");

    assertThat(problems(Role.QUERY, Map.of(), tooShort))
        .containsExactly("TIDEMARK_CLUSTER_SECRET is ***; expected 16 to 256 characters");
    assertThat(problems(Role.QUERY, Map.of(), misspelt).toString()).doesNotContain("hush");
    assertThat(Settings.resolve(Role.QUERY, Map.of(), right).shown(Catalogue.CLUSTER_SECRET))
        .contains("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UP      | QUERY_PORT=3001            | TIDEMARK_QUERY_PORT is 3001; expected a port that TIDEMARK_INGEST_PORT does not take
          UP      | MAX_BATCH_BODY_BYTES=1KiB  | TIDEMARK_MAX_BATCH_BODY_BYTES is 1KiB; expected at least TIDEMARK_MAX_BODY_BYTES, which is 1048576
          UP      | BUFFER_BYTES=1MiB          | TIDEMARK_BUFFER_BYTES is 1MiB; expected at least TIDEMARK_MAX_BATCH_BODY_BYTES, which is 8388608
          UP      | COMMIT_INTERVAL=6s         | TIDEMARK_TRANSACTION_TIMEOUT is 10s; expected at least twice TIDEMARK_COMMIT_INTERVAL, which is 6s
          GATEWAY | MIN_INSYNC=2               | TIDEMARK_MIN_INSYNC is 2; expected at most TIDEMARK_REPLICATION, which is 1
          GATEWAY | TRACKER_PATH=/event        | TIDEMARK_TRACKER_PATH is /event; expected an address other than /event and TIDEMARK_TRACKER_ENDPOINT
          UP      | TRACKER_PATH=/health       | TIDEMARK_TRACKER_PATH is /health; expected an address like /js/stats.js that the gateway has nothing else at
          UP      | TRACKER_ENDPOINT=collect   | TIDEMARK_TRACKER_ENDPOINT is collect; expected an address like /js/stats.js that the gateway has nothing else at
          """)
  void resolve_settingsAtOdds_saysWhich(Role role, String given, String problem) {
    String[] pair = given.split("=");

    assertThat(problems(role, Map.of(), Map.of("TIDEMARK_" + pair[0], pair[1])))
        .containsExactly(problem);
  }

  @Test
  void resolve_portsZero_mayBeEqual() throws Exception {
    Settings settings = up(Map.of("--ingest-port", "0", "--query-port", "0"), Map.of());

    assertThat(settings.get(Catalogue.QUERY_PORT)).isZero();
  }

  @Test
  void get_unset_isAProgrammingError() throws Exception {
    Settings settings = up(Map.of(), Map.of());

    assertThatThrownBy(() -> settings.get(Catalogue.SITES))
        .isInstanceOf(IllegalStateException.class);
  }
}
