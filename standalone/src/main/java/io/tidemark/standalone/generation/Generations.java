package io.tidemark.standalone.generation;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.topics.Facts;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Which generation serves and which one is being counted, as recorded on {@code tidemark-meta}.
 *
 * @param serving the one that answers questions
 * @param counted the one that a rebuild counts, or left behind; null: none
 */
public record Generations(Generation serving, @Nullable Generation counted) {
  private static final String SERVING = "generation ";
  private static final String COUNTED = "rebuild ";

  /**
   * What is recorded now.
   *
   * @param kafka client settings; the topics must exist
   * @param name the setting {@code TIDEMARK_APPLICATION_ID}
   */
  public static Generations read(Map<String, Object> kafka, String name) throws StartException {
    try {
      return of(Facts.of(kafka), name);
    } catch (KafkaException e) {
      throw new StartException(
          "Kafka does not tell which generation of the statistics serves: " + e.getMessage(), e);
    }
  }

  static Generations of(Map<String, String> facts, String name) {
    OptionalInt serving = number(facts.get(SERVING + name));
    OptionalInt counted = number(facts.get(COUNTED + name));
    return new Generations(
        new Generation(name, serving.orElse(1)),
        counted.isPresent() ? new Generation(name, counted.getAsInt()) : null);
  }

  private static OptionalInt number(@Nullable String text) {
    return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  /** Records that a generation is being counted. */
  public static void counting(Map<String, Object> kafka, Generation generation)
      throws ExecutionException, InterruptedException {
    Facts.write(kafka, COUNTED + generation.name(), Integer.toString(generation.number()));
  }

  /** Records that no generation is being counted. */
  public static void countingNone(Map<String, Object> kafka, String name)
      throws ExecutionException, InterruptedException {
    Facts.write(kafka, COUNTED + name, null);
  }

  /** Records that a generation answers questions from now on: who serves turns to it. */
  public static void serve(Map<String, Object> kafka, Generation generation)
      throws ExecutionException, InterruptedException {
    Facts.write(kafka, SERVING + generation.name(), Integer.toString(generation.number()));
  }
}
