package io.tidemark.schemas.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The inputs kept for a target: a resource {@code fuzz/NAME.corpus}, one input a line, in base64.
 * They were made by hand, or found by a long run to reach code that no other one reaches.
 */
public record Corpus(List<byte[]> inputs) {
  public Corpus {
    inputs = List.copyOf(inputs);
  }

  /** The inputs of a target. */
  public static Corpus of(String name) {
    String resource = "/fuzz/" + name + ".corpus";
    try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no resource " + resource);
      }
      return new Corpus(
          new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .map(line -> Base64.getDecoder().decode(line))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
