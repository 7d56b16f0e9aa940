package io.tidemark.standalone.dlq;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.KafkaToolCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark dlq replay}: sends repaired records again. */
@Command(
    name = "replay",
    description = {
      "Send records again that are valid events now.",
      "",
      "They come from FILE (edited lines of dlq list --json), or from the topic: those named by"
          + " --offset, those of a --reason, or --all. A record that is still no event is shown and"
          + " left out, and the exit code is 1. An event without event_id gets one made of its"
          + " place, so that sending it again within the de-duplication window counts nothing"
          + " twice."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark dlq replay broken.ndjson",
      "  tidemark dlq replay --reason missing_field --set site_id=shop",
      "  tidemark dlq replay --all --dry-run"
    },
    modelTransformer = SettingFlags.class)
final class DlqReplayCommand extends KafkaToolCommand {
  @Parameters(arity = "0..1", paramLabel = "FILE", description = "NDJSON; - is standard input")
  private @Nullable String file;

  @Option(
      names = "--offset",
      paramLabel = "<P:O>",
      description = "this record, as dlq list shows it; may be repeated")
  private List<String> offsets = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "<code>", description = "all of this reason")
  private @Nullable String reason;

  @Option(names = "--all", description = "all records")
  private boolean all;

  @Option(
      names = "--set",
      paramLabel = "<field=value>",
      description = "give a field this value, like site_id=shop; may be repeated")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Option(names = "--dry-run", description = "only show what would be sent")
  private boolean dryRun;

  @Override
  protected int run(Settings settings)
      throws StartException, InvalidSettingsException, InterruptedException {
    boolean selects = all || reason != null || !offsets.isEmpty();
    if (selects == (file != null)) {
      throw new InvalidSettingsException(
          List.of(
              "nothing is chosen; expected either FILE or one of --offset, --reason and --all"));
    }
    Map<String, Object> kafka = KafkaClients.properties(settings);
    List<Candidate> candidates = file != null ? fromFile(file) : fromTopic(kafka);
    return send(candidates, kafka);
  }

  private int send(List<Candidate> candidates, Map<String, Object> kafka)
      throws StartException, InterruptedException {
    var repair = new Repair(changes);
    int sent = 0;
    int broken = 0;
    try (var topic = new EventsTopic(kafka)) {
      for (Candidate candidate : candidates) {
        Repair.Outcome outcome = repair.apply(candidate);
        if (outcome instanceof Repair.Outcome.Repaired repaired) {
          sent++;
          if (!dryRun) {
            topic.send(repaired.event());
          }
        } else if (outcome instanceof Repair.Outcome.Broken still) {
          broken++;
          err().println("tidemark: " + candidate.at() + " is still no event: " + still.message());
        }
      }
      topic.awaitAll();
    }
    out().println((dryRun ? "Would send " : "Sent ") + sent + ", left out " + broken + ".");
    return broken == 0 ? ExitCodes.OK : ExitCodes.FAILURE;
  }

  private List<Candidate> fromTopic(Map<String, Object> kafka) throws StartException {
    Set<Place> wanted = new HashSet<>();
    for (String offset : offsets) {
      wanted.add(Places.parse(offset));
    }
    List<Candidate> found = new ArrayList<>();
    new DlqTopic(kafka)
        .forEach(
            record -> {
              if (all || wanted.remove(record.at()) || record.reason().equals(reason)) {
                found.add(Candidate.of(record));
              }
            });
    if (!all && !wanted.isEmpty()) {
      throw new StartException(
          "there is no record at " + wanted + "; tidemark dlq list shows which there are");
    }
    return found;
  }

  private static List<Candidate> fromFile(String name) throws StartException {
    List<Candidate> found = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = open(name)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          found.add(Candidate.parse(line));
        }
      }
      return found;
    } catch (NoSuchFileException e) {
      throw new StartException(name + " does not exist", e);
    } catch (IOException e) {
      throw new StartException(name + " cannot be read as UTF-8 text", e);
    } catch (IllegalArgumentException e) {
      throw new StartException(name + ", line " + number + ": " + e.getMessage(), e);
    }
  }

  private static BufferedReader open(String name) throws IOException {
    return name.equals("-")
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(name));
  }
}
