package io.tidemark.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the architecture, over the classes of all modules. */
class ArchitectureTest {
  private static final String SCHEMAS = "io.tidemark.schemas..";
  private static final String HTTP = "io.tidemark.http..";
  private static final String INGEST = "io.tidemark.ingest..";
  private static final String TOPOLOGY = "io.tidemark.topology..";
  private static final String QUERY = "io.tidemark.query..";
  private static final String STANDALONE = "io.tidemark.standalone..";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tidemark");

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(OURS);
  }

  @Test
  void schemas_importsNothingOfOurs() {
    check(
        noClasses()
            .that()
            .resideInAPackage(SCHEMAS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP, INGEST, TOPOLOGY, QUERY, STANDALONE));
  }

  @Test
  void httpEdge_importsSchemasOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage(HTTP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, TOPOLOGY, QUERY, STANDALONE));
  }

  @Test
  void gateway_importsSchemasAndHttpEdgeOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage(INGEST)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TOPOLOGY, QUERY, STANDALONE));
  }

  @Test
  void topology_importsSchemasOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage(TOPOLOGY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP, INGEST, QUERY, STANDALONE));
  }

  @Test
  void queryServer_importsNeitherGatewayNorStandalone() {
    check(
        noClasses()
            .that()
            .resideInAPackage(QUERY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, STANDALONE));
  }

  @Test
  void http_isAtTheEdge() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(HTTP, "io.tidemark.ingest.http..", "io.tidemark.query.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP, "io.javalin..", "jakarta.servlet..", "org.eclipse.jetty.."));
  }

  @Test
  void rocksDb_isInOnePackage() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.tidemark.topology.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb.."));
  }

  @Test
  void environment_isReadInOnePlace() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.tidemark.standalone.settings.Environment")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class));
  }

  @Test
  void time_comesFromAnInjectedClock() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(STANDALONE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");
    check(rule.because("time comes from the injected clock"));
    List<Class<?>> times =
        List.of(
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class);
    for (Class<?> type : times) {
      check(noClasses().should().callMethod(type, "now"));
    }
  }

  @Test
  void brokerTopicsAndData_knowNoSettingsAndNoCommands() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.tidemark.standalone.broker..",
                "io.tidemark.standalone.topics..",
                "io.tidemark.standalone.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tidemark.standalone.command..",
                "io.tidemark.standalone.process..",
                "io.tidemark.standalone.settings.."));
  }

  @Test
  void packages_allHaveANullMarkedPackageInfo() {
    assertThat(OURS.stream().map(JavaClass::getPackage).collect(Collectors.toSet()))
        .allSatisfy(
            of ->
                assertThat(of.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                    .as(of.getName())
                    .isTrue());
  }

  @Test
  void classes_ofEveryModule_areLookedAt() {
    for (String module : List.of("schemas", "http", "ingest", "topology", "query", "standalone")) {
      assertThat(OURS.containPackage("io.tidemark." + module)).as(module).isTrue();
    }
  }
}
