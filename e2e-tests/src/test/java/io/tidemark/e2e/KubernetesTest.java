package io.tidemark.e2e;

import static io.tidemark.e2e.Deployment.list;
import static io.tidemark.e2e.Deployment.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests in deploy/kubernetes agree with the code, the image and each other. */
class KubernetesTest {
  private static final String FOLDER = "deploy/kubernetes/";

  @Test
  void kustomization_namesEveryManifest_andTheyAreOfKnownKinds() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (Map<String, Object> object : objects()) {
      kinds.add(object.get("apiVersion") + " " + object.get("kind"));
      assertThat(map(object.get("metadata"))).containsKey("name");
    }

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "v1 Namespace",
            "v1 ConfigMap",
            "v1 Secret",
            "v1 Service",
            "apps/v1 Deployment",
            "apps/v1 StatefulSet",
            "policy/v1 PodDisruptionBudget");
  }

  @ParameterizedTest
  @CsvSource({"Deployment,GATEWAY", "StatefulSet,QUERY"})
  void pod_settings_areValidForItsRole(String kind, Role role) throws Exception {
    Map<String, Object> container = container(kind);
    Map<String, String> environment = new TreeMap<>();
    for (Object source : list(container.get("envFrom"))) {
      map(source)
          .forEach(
              (type, reference) ->
                  environment.putAll(data(type, map(reference).get("name").toString())));
    }
    for (Object variable : list(container.get("env"))) {
      String value = String.valueOf(map(variable).get("value"));
      environment.put(
          map(variable).get("name").toString(), value.replace("$(POD_NAME)", "tidemark-query-0"));
    }
    environment.remove("POD_NAME");
    environment.replace(Catalogue.CLUSTER_SECRET.key(), "a secret of your own");

    Settings settings = Settings.resolve(role, Map.of(), environment);

    assertThat(list(container.get("args"))).containsExactly(role.word());
    assertThat(settings.get(Catalogue.LOG_FORMAT)).isEqualTo("json");
    int port = settings.get(role == Role.GATEWAY ? Catalogue.INGEST_PORT : Catalogue.QUERY_PORT);
    assertThat(map(list(container.get("ports")).get(0))).containsEntry("containerPort", port);
    Map<String, Object> metadata = map(template(kind).get("metadata"));
    assertThat(map(metadata.get("annotations")))
        .containsEntry("prometheus.io/port", Integer.toString(port))
        .containsEntry("prometheus.io/path", "/metrics");
  }

  @Test
  void queryServer_isReachedByItsPodsName() throws IOException {
    Map<String, Object> peers =
        objects().stream()
            .filter(it -> map(it.get("metadata")).get("name").equals("tidemark-query-peers"))
            .findFirst()
            .orElseThrow();

    assertThat(map(peers.get("spec")))
        .containsEntry("clusterIP", "None")
        .containsEntry("publishNotReadyAddresses", true);
    assertThat(map(object("StatefulSet").get("spec")))
        .containsEntry("serviceName", "tidemark-query-peers")
        .containsKey("volumeClaimTemplates");
    assertThat(list(container("StatefulSet").get("env")).toString())
        .contains("$(POD_NAME).tidemark-query-peers:3002");
  }

  @ParameterizedTest
  @CsvSource({"Deployment", "StatefulSet"})
  void pod_probesAndRights_areAsTheImageWantsThem(String kind) throws IOException {
    Map<String, Object> pod = map(template(kind).get("spec"));
    Map<String, Object> container = container(kind);

    assertThat(path(container, "startupProbe")).isEqualTo("/livez");
    assertThat(path(container, "livenessProbe")).isEqualTo("/livez");
    assertThat(path(container, "readinessProbe")).isEqualTo("/readyz");
    assertThat(container).containsEntry("image", "tidemark:local").containsKey("resources");
    assertThat(map(container.get("securityContext")))
        .containsEntry("readOnlyRootFilesystem", true)
        .containsEntry("allowPrivilegeEscalation", false);
    Object user = map(pod.get("securityContext")).get("runAsUser");
    assertThat(Deployment.text("Dockerfile")).contains("--uid " + user + " ");
    assertThat(Deployment.services().get("gateway-1")).containsEntry("image", "tidemark:local");
    int grace = (int) pod.get("terminationGracePeriodSeconds");
    assertThat(grace).isGreaterThan(30 + 5 + 5); // longest stop, drain time-out, preStop
    List<Object> mounted = new ArrayList<>();
    list(container.get("volumeMounts")).forEach(it -> mounted.add(map(it).get("mountPath")));
    assertThat(mounted).contains("/tmp");
  }

  @Test
  void selectors_ofServicesAndBudgets_findPods() throws IOException {
    for (Map<String, Object> object : objects()) {
      Map<String, Object> spec = map(object.getOrDefault("spec", Map.of()));
      Object selector =
          switch (object.get("kind").toString()) {
            case "Service" -> spec.get("selector");
            case "PodDisruptionBudget", "Deployment", "StatefulSet" ->
                map(spec.get("selector")).get("matchLabels");
            default -> null;
          };
      if (selector != null) {
        assertThat(List.of(labels("Deployment"), labels("StatefulSet"))).contains(map(selector));
      }
    }
  }

  private static Map<String, Object> labels(String kind) throws IOException {
    return map(map(template(kind).get("metadata")).get("labels"));
  }

  private static String path(Map<String, Object> container, String probe) {
    Map<String, Object> get = map(map(container.get(probe)).get("httpGet"));
    assertThat(get).containsEntry("port", "http");
    return get.get("path").toString();
  }

  private static Map<String, Object> template(String kind) throws IOException {
    return map(map(object(kind).get("spec")).get("template"));
  }

  private static Map<String, Object> container(String kind) throws IOException {
    return map(list(map(template(kind).get("spec")).get("containers")).get(0));
  }

  private static Map<String, String> data(String reference, String name) {
    Map<String, String> data = new TreeMap<>();
    try {
      String kind = reference.equals("secretRef") ? "Secret" : "ConfigMap";
      Map<String, Object> source = object(kind);
      assertThat(map(source.get("metadata"))).containsEntry("name", name);
      map(source.getOrDefault("data", source.get("stringData")))
          .forEach((key, value) -> data.put(key, value.toString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return data;
  }

  private static Map<String, Object> object(String kind) throws IOException {
    return objects().stream().filter(it -> it.get("kind").equals(kind)).findFirst().orElseThrow();
  }

  private static List<Map<String, Object>> objects() throws IOException {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Object file : list(Deployment.yaml(FOLDER + "kustomization.yaml").get("resources"))) {
      new Yaml(new SafeConstructor(new LoaderOptions()))
          .loadAll(Deployment.text(FOLDER + file))
          .forEach(it -> objects.add(map(it)));
    }
    return objects;
  }
}
