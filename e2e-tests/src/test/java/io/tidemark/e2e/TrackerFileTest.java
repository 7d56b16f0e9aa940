package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.javascript.jscomp.CheckLevel;
import com.google.javascript.jscomp.CompilationLevel;
import com.google.javascript.jscomp.Compiler;
import com.google.javascript.jscomp.CompilerOptions;
import com.google.javascript.jscomp.CompilerOptions.LanguageMode;
import com.google.javascript.jscomp.DiagnosticGroups;
import com.google.javascript.jscomp.SourceFile;
import io.tidemark.ingest.tracker.TrackerAddresses;
import io.tidemark.ingest.tracker.TrackerScript;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The tracker that browsers get is made of the one that people read, and is small. {@code
 * -Dtracker.update=true} makes it anew.
 */
class TrackerFileTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tidemark.root"))
          .resolve("ingest-gateway/src/main/resources/io/tidemark/ingest/tracker")
          .normalize();
  private static final int MOST_BYTES = 2_300;
  private static final int MOST_GZIP_BYTES = 1_200;

  @Test
  void minified_isMadeOfTheSource() throws Exception {
    Path minified = FOLDER.resolve("tracker.min.js");
    String expected = minified(Files.readString(FOLDER.resolve("tracker.js")));
    if (Boolean.getBoolean("tracker.update")) {
      Files.writeString(minified, expected);
    }

    assertThat(Files.readString(minified))
        .as("tracker.min.js; make it anew with -Dtest=TrackerFileTest -Dtracker.update=true")
        .isEqualTo(expected);
  }

  @Test
  void served_isSmall() {
    TrackerScript script = TrackerScript.at(TrackerAddresses.DEFAULT);
    int bytes = script.plain().bytes().length;
    int gzipBytes = script.gzip().bytes().length;
    System.out.printf(
        Locale.ROOT,
        "tracker.js: %,d bytes (limit %,d), with gzip %,d (limit %,d)%n",
        bytes,
        MOST_BYTES,
        gzipBytes,
        MOST_GZIP_BYTES);

    assertThat(bytes).isLessThan(MOST_BYTES);
    assertThat(gzipBytes).isLessThan(MOST_GZIP_BYTES);
  }

  private static String minified(String source) {
    var complaints = new ByteArrayOutputStream();
    var compiler = new Compiler(new PrintStream(complaints, true, StandardCharsets.UTF_8));
    compiler.disableThreads();
    CompilerOptions options = new CompilerOptions();
    options.setLanguageIn(LanguageMode.ECMASCRIPT_2017);
    options.setLanguageOut(LanguageMode.ECMASCRIPT_2017);
    options.setEmitUseStrict(false);
    options.setLineLengthThreshold(Integer.MAX_VALUE);
    options.setWarningLevel(DiagnosticGroups.CHECK_VARIABLES, CheckLevel.OFF);
    CompilationLevel.SIMPLE_OPTIMIZATIONS.setOptionsForCompilationLevel(options);
    var result =
        compiler.compile(List.of(), List.of(SourceFile.fromCode("tracker.js", source)), options);
    assertThat(result.success).as(() -> complaints.toString(StandardCharsets.UTF_8)).isTrue();
    return compiler.toSource().strip() + "\n";
  }
}
