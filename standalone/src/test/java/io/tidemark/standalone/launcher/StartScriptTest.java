package io.tidemark.standalone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script, run on made-up JDKs whose java prints its folder and arguments. */
class StartScriptTest {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "awk",
          "cat",
          "cksum",
          "dirname",
          "find",
          "grep",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sleep",
          "tee",
          "touch",
          "tr");

  @TempDir private Path temp;

  private final Map<String, String> environment = new TreeMap<>();
  private Path home;

  /** What a run left: exit code, and both streams as one text. */
  private record Result(int code, String output) {}

  @BeforeEach
  void distribution() throws IOException {
    Path tools = Files.createDirectories(temp.resolve("tools"));
    for (String tool : TOOLS) {
      for (String folder : List.of("/bin", "/usr/bin")) {
        Path found = Path.of(folder, tool);
        if (Files.exists(found) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), found);
        }
      }
    }
    environment.put("PATH", tools.toString());
    environment.put("HOME", temp.resolve("nobody").toString());
    environment.put("JDK_SEARCH_ROOT", temp.resolve("root").toString());
    home = Files.createDirectories(temp.resolve("a folder/tidemark-9"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(Path.of("..", "tidemark"), home.resolve("tidemark"));
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jdk(String folder, String version) throws IOException {
    Path jdk = runtime(folder, version);
    script(jdk.resolve("bin/javac"), "exit 1");
    return jdk;
  }

  private Path runtime(String folder, String version) throws IOException {
    Path jdk = temp.resolve(folder);
    script(
        jdk.resolve("bin/java"),
        "echo \"java $(dirname \"$(dirname \"$0\")\")\"",
        "for argument; do echo \"[$argument]\"; done");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private Result run(Path script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }

  private Result run(String... arguments) throws Exception {
    return run(home.resolve("tidemark"), arguments);
  }

  @Test
  void jdk_severalFound_newestWins() throws Exception {
    environment.put("JAVA_HOME", jdk("one", "17.0.1").toString());
    jdk("root/usr/lib/jvm/two", "21.0.2");
    jdk("root/opt/three", "1.8.0_402");
    Path newest = jdk("nobody/.sdkman/candidates/java/four", "25-ea");

    assertThat(run("config").output())
        .startsWith("java " + environment.get("JDK_SEARCH_ROOT") + "/usr/lib/jvm/two");
    environment.put("JAVA_HOME", newest.toString());
    assertThat(run("config").output()).startsWith("java " + newest + "\n");
  }

  @Test
  void jdk_onThePath_isFoundThroughLinks() throws Exception {
    Path jdk = jdk("elsewhere", "21");
    Files.createSymbolicLink(temp.resolve("tools/java"), jdk.resolve("bin/java"));

    assertThat(run("config").output()).startsWith("java " + jdk.toRealPath() + "\n");
  }

  @Test
  void jdk_named_winsOverNewer() throws Exception {
    environment.put("JAVA_HOME", jdk("newer", "25").toString());
    environment.put("TIDEMARK_JAVA_HOME", jdk("named", "17").toString());

    assertThat(run("config").output()).startsWith("java " + temp.resolve("named") + "\n");
  }

  @Test
  void jdk_namedTooOldOrMissing_isRefused() throws Exception {
    environment.put("TIDEMARK_JAVA_HOME", jdk("old", "11.0.2").toString());
    assertThat(run("up"))
        .isEqualTo(
            new Result(
                1,
                "tidemark: TIDEMARK_JAVA_HOME is "
                    + temp.resolve("old")
                    + "; expected the folder of a JDK of version 17 or newer.\n"));

    environment.put("TIDEMARK_JAVA_HOME", "/nowhere");
    assertThat(run("up").output()).contains("TIDEMARK_JAVA_HOME is /nowhere; expected");
  }

  @Test
  void jdk_allTooOld_isRefusedNamingTheNewest() throws Exception {
    jdk("root/usr/lib/jvm/java-8", "1.8.0_402");
    jdk("root/usr/lib/jvm/java-11", "11.0.2");

    assertThat(run("up"))
        .isEqualTo(
            new Result(
                1,
                "tidemark: the newest JDK found is version 11, in "
                    + temp.resolve("root/usr/lib/jvm/java-11")
                    + "; install JDK 17 or newer, or say where one is with TIDEMARK_JAVA_HOME.\n"));
  }

  @Test
  void jdk_none_isRefused() throws Exception {
    Result result = run("up");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo(
            "tidemark: no JDK was found; install JDK 17 or newer, or say where one is with"
                + " TIDEMARK_JAVA_HOME or JAVA_HOME.\n");
  }

  @Test
  void java_arguments_areHandedOnAsTheyAre() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());
    environment.put("TIDEMARK_JAVA_OPTS", "-Xmx2g  -Da=*");

    assertThat(run("up", "--default-site", "my site", "").output())
        .endsWith(
            "[-Xmx2g]\n[-Da=*]\n[-cp]\n["
                + home.resolve("lib").toRealPath()
                + "/*]\n[io.tidemark.standalone.Main]\n[up]\n[--default-site]\n[my site]\n[]\n");
  }

  @Test
  void java_newJdk_getsTheOptionsThatSilenceItsWarnings() throws Exception {
    environment.put("JAVA_HOME", jdk("old", "17").toString());
    assertThat(run("up").output()).doesNotContain("native-access", "unsafe");

    environment.put("JAVA_HOME", jdk("new", "25").toString());
    assertThat(run("up").output())
        .contains(
            "[--enable-native-access=ALL-UNNAMED]", "[--sun-misc-unsafe-memory-access=allow]");
  }

  @Test
  void java_roleOnANewJdk_getsAnArchiveOfTheBuildAndOldOnesGo() throws Exception {
    environment.put("JAVA_HOME", jdk("new", "25").toString());
    assertThat(run("up").output()).contains("[-XX:+UseCompactObjectHeaders]");
    Path old = home.resolve("cache/up-java25-1.jsa");
    Files.createDirectories(old.getParent());
    Files.writeString(old, "x");

    assertThat(run("up").output())
        .contains("[-XX:+AutoCreateSharedArchive]", "[-XX:SharedArchiveFile=")
        .contains("cache/up-java25-");
    assertThat(old).doesNotExist();
    assertThat(run("config").output()).doesNotContain("SharedArchive");
  }

  @Test
  void java_collectorChosen_replacesOurs() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());
    assertThat(run("up").output())
        .contains(
            "[-XX:+UseG1GC]",
            "[-XX:GCTimeRatio=4]",
            "[-XX:MaxTenuringThreshold=1]",
            "[-XX:-ClassUnloadingWithConcurrentMark]");

    environment.put("TIDEMARK_JAVA_OPTS", "-Xmx2g -XX:+UseSerialGC");
    assertThat(run("up").output())
        .doesNotContain("UseG1GC", "GCTimeRatio", "MaxTenuringThreshold", "ClassUnloading")
        .contains("[-XX:+UseSerialGC]");
  }

  @Test
  void script_throughALink_findsItsFolder() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());
    Path link = Files.createSymbolicLink(temp.resolve("link"), home.resolve("tidemark"));

    assertThat(run(link, "config").output()).contains("[config]");
  }

  @Test
  void script_alone_isRefused() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());
    Files.delete(home.resolve("lib"));

    assertThat(run("up").output()).startsWith("tidemark: neither lib/ nor pom.xml is beside ");
  }

  /** A checkout whose build writes a line and leaves a distribution. */
  private Path checkout() throws IOException {
    Path checkout = Files.createDirectories(temp.resolve("a checkout"));
    Files.copy(home.resolve("tidemark"), checkout.resolve("tidemark"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Path sources = Files.createDirectories(checkout.resolve("schemas/src/main"));
    Files.writeString(sources.resolve("A.java"), "class A {}");
    script(
        checkout.resolve("mvnw"),
        "echo \"[INFO] Building Tidemark :: schemas 9        [1/5]\"",
        "mkdir -p standalone/target/tidemark-9/lib",
        "sleep 0.01",
        "touch standalone/target/tidemark-9.tar.gz");
    return checkout;
  }

  @Test
  void checkout_notBuilt_isBuiltOnceAndSaysSo() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());
    Path script = checkout().resolve("tidemark");

    Result first = run(script, "config");
    Result second = run(script, "config");

    assertThat(first.output())
        .contains("building with JDK 17", "  schemas 9 [1/5]", "tidemark: built", "[config]");
    assertThat(second.output()).startsWith("java ").doesNotContain("building");
  }

  @Test
  void checkout_sourceChanged_isBuiltAgain() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());
    Path checkout = checkout();
    run(checkout.resolve("tidemark"), "config");
    Files.setLastModifiedTime(
        checkout.resolve("schemas/src/main/A.java"),
        FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));

    assertThat(run(checkout.resolve("tidemark"), "config").output()).contains("building");
  }

  @Test
  void checkout_buildFails_saysWhyAndWhereTheLogIs() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());
    Path checkout = checkout();
    script(checkout.resolve("mvnw"), "echo '[ERROR] no luck'", "exit 1");

    Result result = run(checkout.resolve("tidemark"), "config");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .contains("[ERROR] no luck", "tidemark: the build failed; the whole of it is in ")
        .doesNotContain("[config]");
    assertThat(checkout.resolve("standalone/target/build.log")).content().contains("no luck");
  }

  @Test
  void checkout_runtimeWithoutCompiler_isRefused() throws Exception {
    environment.put("JAVA_HOME", runtime("jre", "21").toString());

    assertThat(run(checkout().resolve("tidemark"), "config").output())
        .contains("building it takes a JDK of version 17 or newer with a compiler");
  }

  @Test
  void bench_inADistribution_saysWhereItIsToBeHad() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());

    assertThat(run("bench", "all"))
        .isEqualTo(
            new Result(
                1,
                "tidemark: the benchmarks are not part of the distribution; clone the whole"
                    + " repository and run ./tidemark bench there.\n"));
  }

  @Test
  void bench_inACheckout_isBuiltOnceAndRun() throws Exception {
    environment.put("JAVA_HOME", jdk("jdk", "17").toString());
    Path checkout = checkout();
    Files.createDirectories(checkout.resolve("benchmarks/target"));
    run(checkout.resolve("tidemark"), "config");

    Result first = run(checkout.resolve("tidemark"), "bench", "catch-up");
    Result second = run(checkout.resolve("tidemark"), "bench", "catch-up");

    assertThat(first.output()).contains("building with JDK 17");
    assertThat(second.output())
        .doesNotContain("building")
        .contains("/benchmarks/target/classes:")
        .endsWith("[io.tidemark.benchmarks.Main]\n[catch-up]\n");
  }
}
