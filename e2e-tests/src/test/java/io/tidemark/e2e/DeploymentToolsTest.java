package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The deployment files, checked by the programs that read them. */
class DeploymentToolsTest {

  @Test
  void composeFile_withAndWithoutProfile_isAccepted() throws Exception {
    String compose = Tool.orSkip("docker-compose").toString();

    for (List<String> profile : List.of(List.<String>of(), List.of("--profile", "cluster"))) {
      List<String> command = new java.util.ArrayList<>(List.of(compose));
      command.addAll(profile);
      command.addAll(List.of("config", "--quiet"));
      Tool.Result result = Tool.run(Deployment.ROOT, command.toArray(String[]::new));
      assertThat(result.exitCode()).describedAs(result.output()).isZero();
    }
  }

  @Test
  void prometheusConfiguration_isAccepted() throws Exception {
    Path promtool = Tool.orSkip("promtool");

    Tool.Result result =
        Tool.run(
            Deployment.ROOT.resolve("deploy/prometheus"),
            promtool.toString(),
            "check",
            "config",
            "prometheus.yml");

    assertThat(result.exitCode()).describedAs(result.output()).isZero();
  }

  @Test
  void alerts_playedCases_fireAsTheyShould() throws Exception {
    String promtool = Tool.orSkip("promtool").toString();
    Path folder = Deployment.ROOT.resolve("deploy/prometheus");

    for (List<String> command :
        List.of(
            List.of(promtool, "check", "rules", "alerts.yml"),
            List.of(promtool, "test", "rules", "alerts.test.yml"))) {
      Tool.Result result = Tool.run(folder, command.toArray(String[]::new));
      assertThat(result.exitCode()).describedAs(result.output()).isZero();
    }
  }

  @Test
  void scripts_areWellFormed() throws Exception {
    String bash = Tool.orSkip("bash").toString();

    for (String script :
        List.of(
            "deploy/kafka/broker.sh",
            "deploy/kafka/cluster.sh",
            "deploy/healthcheck.sh",
            ".ci/run")) {
      Tool.Result result = Tool.run(Deployment.ROOT, bash, "-n", script);
      assertThat(result.exitCode()).describedAs(script + result.output()).isZero();
    }
  }
}
