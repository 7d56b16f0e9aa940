package io.tidemark.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What {@code tidemark config} prints, against files. {@code -Dgolden.update=true} writes them anew
 * (run from the module's folder).
 */
class ConfigGoldenTest {
  private static final Path FILES = Path.of("src/test/resources/io/tidemark/standalone/command");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TIDEMARK_DATA_DIR", "/srv/tidemark",
          "TIDEMARK_CLUSTER_SECRET", "0123456789abcdef");

  private static String config(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        TidemarkCommand.execute(
            ENVIRONMENT, new PrintWriter(out, true), new PrintWriter(err, true), args);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(ExitCodes.OK);
    return out.toString();
  }

  private static void assertGolden(String file, String actual) throws Exception {
    Path path = FILES.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(path, actual);
    }
    assertThat(actual).isEqualToNormalizingNewlines(Files.readString(path));
  }

  @Test
  void config_up_isATable() throws Exception {
    assertGolden("config-up.txt", config("config", "--ingest-port", "8001"));
  }

  @Test
  void config_query_hasItsOwnDefaults() throws Exception {
    assertGolden("config-query.txt", config("config", "--for", "query"));
  }

  @Test
  void config_env_isAnEnvironmentFile() throws Exception {
    assertGolden("config-up.env", config("config", "--format", "env", "--ingest-port", "8001"));
  }

  @Test
  void config_table_fitsOneHundredColumnsAndHidesSecrets() {
    String table = config("config");

    assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(table).contains("***").doesNotContain("0123456789abcdef");
  }
}
