package io.tidemark.e2e;

import static io.tidemark.e2e.Deployment.list;
import static io.tidemark.e2e.Deployment.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployment files agree with the code, the documentation, and each other. */
class DeploymentTest {
  /** Not for containers: the image has one JDK, and a file of the host is not in it. */
  private static final Set<Setting<?>> NOT_HANDED_ON = Set.of(Catalogue.KAFKA_CONFIG);

  private final Map<String, Setting<?>> catalogue =
      Catalogue.all().stream().collect(Collectors.toMap(Setting::key, it -> it));

  @ParameterizedTest
  @CsvSource({"gateway-1,GATEWAY", "gateway-2,GATEWAY", "query-1,QUERY", "query-2,QUERY"})
  void composeService_environment_isValidForItsRole(String service, Role role) throws Exception {
    Map<String, Object> definition = service(service);
    assertThat(list(definition.get("command"))).containsExactly(role.word());
    Map<String, String> given = new TreeMap<>();
    Deployment.environment(definition)
        .forEach((key, value) -> value.ifPresent(text -> given.put(key, text)));

    Settings settings = Settings.resolve(role, Map.of(), given);

    assertThat(settings.get(Catalogue.KAFKA_BOOTSTRAP)).startsWith("kafka-1:9092");
  }

  @ParameterizedTest
  @CsvSource({"gateway-1,GATEWAY", "query-1,QUERY"})
  void composeService_everySettingOfItsRole_isHandedOn(String service, Role role)
      throws IOException {
    Set<String> handedOn = new TreeSet<>(Deployment.environment(service(service)).keySet());
    Set<String> expected = new TreeSet<>();
    for (Setting<?> setting : Catalogue.all()) {
      if (setting.roles().contains(role) && !NOT_HANDED_ON.contains(setting)) {
        expected.add(setting.key());
      }
    }

    assertThat(handedOn).containsAll(expected);
    assertThat(catalogue.keySet()).containsAll(handedOn);
  }

  @Test
  void envExample_keysAndDefaults_areThoseOfTheCode() throws IOException {
    Map<String, String> wrong = new TreeMap<>();
    Deployment.exampleSettings()
        .forEach(
            (key, shown) -> {
              if (key.startsWith(Setting.PREFIX) && !shownDefaults(key).contains(shown)) {
                wrong.put(key, shown + ", but the code has " + shownDefaults(key));
              }
            });

    assertThat(wrong).isEmpty();
  }

  @Test
  void envExample_everythingThatMayBeSet_isListed() throws IOException {
    Set<String> settable = new TreeSet<>();
    Matcher variables =
        Pattern.compile("\\$\\{([A-Z_]+)").matcher(Deployment.text("docker-compose.yml"));
    while (variables.find()) {
      settable.add(variables.group(1));
    }
    for (Map<String, Object> service : Deployment.services().values()) {
      Deployment.environment(service)
          .forEach(
              (key, value) -> {
                if (value.isEmpty()) {
                  settable.add(key);
                }
              });
    }

    assertThat(Deployment.exampleSettings().keySet()).containsExactlyInAnyOrderElementsOf(settable);
  }

  @Test
  void defaultServices_areOneOfEachAndNeedNoOthers() throws IOException {
    Set<String> always = new TreeSet<>();
    Set<String> added = new TreeSet<>();
    Deployment.services()
        .forEach((name, it) -> (it.containsKey("profiles") ? added : always).add(name));

    assertThat(always)
        .containsExactly("gateway-1", "grafana", "kafka-1", "nginx", "prometheus", "query-1");
    assertThat(added).containsExactly("cluster", "gateway-2", "kafka-2", "kafka-3", "query-2");
    for (String name : always) {
      Object needs = service(name).getOrDefault("depends_on", Map.of());
      assertThat(always).containsAll(map(needs).keySet());
    }
  }

  @Test
  void services_allOfThem_haveNoMoreRightsThanTheyNeed() throws IOException {
    for (String name : Deployment.services().keySet()) {
      Map<String, Object> service = service(name);
      assertThat(service.get("user").toString()).as(name).matches("[1-9][0-9]*:[0-9]+");
      assertThat(service).as(name).containsEntry("cap_drop", List.of("ALL"));
      assertThat(service)
          .as(name)
          .containsEntry("security_opt", List.of("no-new-privileges:true"))
          .doesNotContainKeys("privileged", "cap_add");
      String image = service.get("image").toString();
      if (!image.startsWith("apache/kafka:")) {
        assertThat(service).as(name).containsEntry("read_only", true).containsKey("tmpfs");
      }
      for (Object volume : list(service.getOrDefault("volumes", List.of()))) {
        if (volume.toString().startsWith("./")) {
          assertThat(volume.toString()).as(name).endsWith(":ro");
        }
      }
    }
    assertThat(Deployment.text("Dockerfile"))
        .contains("--uid 10001", "--gid 10001")
        .containsPattern("(?m)^USER tidemark$");
  }

  @Test
  void kafkaImage_isTheVersionOfTheBuild() throws IOException {
    String image = "apache/kafka:" + System.getProperty("tidemark.kafka.version");

    for (String name : List.of("kafka-1", "kafka-2", "kafka-3", "cluster")) {
      assertThat(service(name)).containsEntry("image", image);
    }
  }

  @Test
  void ports_areTheDefaultsOfTheCode() throws IOException {
    String ingest = fallback(Catalogue.INGEST_PORT);
    String query = fallback(Catalogue.QUERY_PORT);

    assertThat(Deployment.text("deploy/nginx/nginx.conf"))
        .contains("set $gateways gateway:" + ingest + ";")
        .contains("set $queries query:" + query + ";");
    assertThat(Deployment.text("Dockerfile")).contains("EXPOSE " + ingest + " " + query);
    assertThat(health("gateway-1")).containsExactly("CMD", "/opt/tidemark/healthcheck.sh", ingest);
    assertThat(health("query-1")).containsExactly("CMD", "/opt/tidemark/healthcheck.sh", query);
    assertThat(prometheusTargets()).containsEntry("gateway", ingest).containsEntry("query", query);
  }

  @Test
  void namesUsedInConfiguration_areThoseOfServices() throws IOException {
    Set<String> names = new TreeSet<>();
    Deployment.services().forEach((name, it) -> names.addAll(Deployment.names(name, it)));

    assertThat(names).containsAll(prometheusTargets().keySet()).contains("gateway", "query");
    var sources =
        list(
            Deployment.yaml("deploy/grafana/provisioning/datasources/prometheus.yml")
                .get("datasources"));
    assertThat(sources)
        .allSatisfy(
            source -> assertThat(map(source)).containsEntry("url", "http://prometheus:9090"));
    assertThat(names).contains("prometheus");
  }

  @Test
  void nginx_documentedRoutes_goWhereTheyAreAnswered() throws IOException {
    String contract = Deployment.text("docs/http-api.md");
    int second = contract.indexOf("## 2. Ingest gateway");
    int third = contract.indexOf("## 3. Query server");
    Set<String> probes = Set.of("/health", "/livez", "/readyz", "/metrics");

    List<String> ingest = routes(contract.substring(second, third));
    List<String> query = routes(contract.substring(third));
    ingest.removeAll(probes);
    query.remove("/metrics");

    assertThat(ingest).contains("/event", "/events/batch", "/events");
    assertThat(query).contains("/stats", "/stats/range", "/sites", "/health");
    for (String route : ingest) {
      assertThat(Deployment.location(route)).describedAs(route).contains("$gateways");
    }
    for (String route : query) {
      assertThat(Deployment.location(route)).describedAs(route).contains("$queries");
    }
    assertThat(Deployment.location("/metrics")).contains("return 404");
    assertThat(Deployment.location("/internal/partial")).contains("return 404");
  }

  private static List<String> routes(String section) {
    List<String> routes = new ArrayList<>();
    Matcher rows = Pattern.compile("(?m)^\\| (`(?:GET|POST) .*?) \\|").matcher(section);
    while (rows.find()) {
      Matcher paths = Pattern.compile("`(?:GET |POST )?(/[a-z/.-]+)").matcher(rows.group(1));
      while (paths.find()) {
        routes.add(paths.group(1));
      }
    }
    return routes;
  }

  private static Map<String, String> prometheusTargets() throws IOException {
    Map<String, String> targets = new TreeMap<>();
    for (Object job :
        list(Deployment.yaml("deploy/prometheus/prometheus.yml").get("scrape_configs"))) {
      Object discovery = map(job).get("dns_sd_configs");
      if (discovery != null) {
        Map<String, Object> first = map(list(discovery).get(0));
        targets.put(list(first.get("names")).get(0).toString(), first.get("port").toString());
      }
    }
    return targets;
  }

  private static List<Object> health(String service) throws IOException {
    return list(map(service(service).get("healthcheck")).get("test"));
  }

  private static Map<String, Object> service(String name) throws IOException {
    Map<String, Object> service = Deployment.services().get(name);
    assertThat(service).describedAs(name).isNotNull();
    return service;
  }

  /** What may stand in the example: the code's default, or what docker-compose.yml sets. */
  private Set<String> shownDefaults(String key) {
    Setting<?> setting = catalogue.get(key);
    Set<String> defaults = new TreeSet<>();
    if (setting != null) {
      defaults.add(Optional.ofNullable(setting.fallback(Role.QUERY)).orElse(""));
      defaults.add(Optional.ofNullable(setting.fallback(Role.GATEWAY)).orElse(""));
    }
    if (Catalogue.MIN_INSYNC.equals(setting)) {
      defaults.add("1");
    }
    if (Catalogue.CLUSTER_SECRET.equals(setting)) {
      defaults.add("inside-the-compose-network");
    }
    return defaults;
  }

  private static String fallback(Setting<?> setting) {
    return Optional.ofNullable(setting.fallback(Role.UP)).orElseThrow();
  }
}
