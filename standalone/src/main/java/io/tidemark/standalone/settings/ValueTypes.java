package io.tidemark.standalone.settings;

import io.tidemark.ingest.tracker.TrackerAddresses;
import io.tidemark.ingest.visitor.AddressBlock;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.TopologyConfig;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The value types of the settings. */
final class ValueTypes {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:%-]+|\\[[0-9A-Fa-f:.%]+]");
  private static final Pattern HOST_PORT =
      Pattern.compile("([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.%]+]):([0-9]{1,5})");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s,]+");

  /** A TCP port to listen on. */
  static ValueType<Integer> port() {
    return integer("port", 0, 65_535);
  }

  /** A whole number, both ends included. */
  static ValueType<Integer> integer(String unit, int min, int max) {
    String range = min + " to " + max;
    return new ValueType<>(
        unit, range, text -> Math.toIntExact(within(wholeNumber(text, range), min, max, range)));
  }

  /** A whole number, or the word {@code cores} for the number of processors. */
  static ValueType<Integer> integerOrCores(String unit, int min, int max) {
    String range = min + " to " + max + ", or cores";
    return new ValueType<>(
        unit,
        range,
        text ->
            "cores".equals(text)
                ? Math.min(max, Runtime.getRuntime().availableProcessors())
                : Math.toIntExact(within(wholeNumber(text, range), min, max, range)));
  }

  /** A whole number, or the word {@code auto}, which is read as none. */
  static ValueType<OptionalInt> integerOrAuto(String unit, int min, int max) {
    String range = min + " to " + max + ", or auto";
    return new ValueType<>(
        unit,
        range,
        text ->
            "auto".equals(text)
                ? OptionalInt.empty()
                : OptionalInt.of(
                    Math.toIntExact(within(wholeNumber(text, range), min, max, range))));
  }

  /** A size in bytes, both ends included: {@code 1048576} or {@code 1MiB}. */
  static ValueType<Long> size(long min, long max) {
    String range = min + " to " + max;
    return new ValueType<>(
        "bytes",
        range,
        text -> {
          long bytes;
          try {
            bytes = Sizes.parse(text);
          } catch (IllegalArgumentException e) {
            throw new BadValueException(range + " bytes, as a number or like 64KiB or 8MiB");
          }
          return within(bytes, min, max, range);
        });
  }

  /** A length of time, both ends included: {@code 500ms}, {@code 10s}, {@code 24h}, {@code 90d}. */
  static ValueType<Duration> duration(String min, String max) {
    Duration least = Durations.parse(min);
    Duration most = Durations.parse(max);
    String range = min + " to " + max;
    return new ValueType<>(
        "duration",
        range,
        text -> {
          Duration value;
          try {
            value = Durations.parse(text);
          } catch (IllegalArgumentException e) {
            throw new BadValueException(
                range + ", with a unit: ms, s, m, h or d (like 500ms, 10s, 24h, 90d)");
          }
          if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new BadValueException(range);
          }
          return value;
        });
  }

  /** Any text of a bounded length in characters (code points), without control characters. */
  static ValueType<String> text(String unit, int min, int max) {
    String range = min + " to " + max + " characters";
    return new ValueType<>(
        unit,
        range,
        text -> {
          long length = text.codePoints().count();
          if (length < min || length > max || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new BadValueException(range);
          }
          return text;
        });
  }

  /** Text that a pattern describes. */
  static ValueType<String> matching(String unit, Pattern pattern, String expected) {
    return new ValueType<>(unit, expected, text -> match(pattern, text, expected));
  }

  /** One of a few words. */
  static ValueType<String> choice(String... words) {
    List<String> choices = List.of(words);
    String expected = "one of " + String.join(", ", choices);
    return new ValueType<>(
        "word",
        expected,
        text -> {
          String word = text.toLowerCase(Locale.ROOT);
          if (!choices.contains(word)) {
            throw new BadValueException(expected);
          }
          return word;
        });
  }

  /** An address of this machine. */
  static ValueType<String> bind() {
    String expected = "an address or name of this machine, like 127.0.0.1 or 0.0.0.0 (all)";
    return matching("address", HOST, expected);
  }

  /** Where others reach something. */
  static ValueType<HostPort> hostPort() {
    return new ValueType<>("host:port", "host:port", ValueTypes::parseHostPort);
  }

  /** Several of {@link #hostPort()}, comma-separated; kept as text, as Kafka takes it. */
  static ValueType<String> bootstrap() {
    String expected = "host:port, several separated by commas";
    return new ValueType<>(
        "host:port,…",
        expected,
        text -> {
          List<String> parts = new ArrayList<>();
          for (String part : split(text)) {
            try {
              parseHostPort(part);
            } catch (BadValueException e) {
              throw new BadValueException(expected);
            }
            parts.add(part);
          }
          return String.join(",", parts);
        });
  }

  /** Comma-separated names. */
  static ValueType<List<String>> names(int maxLength) {
    String expected = "names of 1 to " + maxLength + " characters, separated by commas";
    return new ValueType<>(
        "names",
        expected,
        text -> {
          for (String name : split(text)) {
            if (name.isEmpty() || name.codePoints().count() > maxLength) {
              throw new BadValueException(expected);
            }
          }
          return split(text);
        });
  }

  /** Comma-separated web origins. */
  static ValueType<List<String>> origins() {
    String expected = "origins like https://example.com, separated by commas, or *";
    return new ValueType<>(
        "origins",
        expected,
        text -> {
          for (String origin : split(text)) {
            match(ORIGIN, origin, expected);
          }
          return split(text);
        });
  }

  /** One web origin. */
  static ValueType<String> origin() {
    String expected = "an origin like https://example.com";
    return new ValueType<>(
        "origin",
        expected,
        text -> {
          if (text.equals("*")) {
            throw new BadValueException(expected);
          }
          match(ORIGIN, text, expected);
          return text;
        });
  }

  /** An address on the gateway that it does not use for anything else. */
  static ValueType<String> address() {
    String expected = "an address like /js/stats.js that the gateway has nothing else at";
    return new ValueType<>(
        "path",
        expected,
        text -> {
          if (TrackerAddresses.isTaken(text)) {
            throw new BadValueException(expected);
          }
          return match(TrackerAddresses.FORM, text, expected);
        });
  }

  /** Comma-separated addresses and blocks of addresses. */
  static ValueType<List<AddressBlock>> addressBlocks() {
    String expected = "addresses or blocks like 10.0.0.0/8 or fd00::/8, separated by commas";
    return new ValueType<>(
        "addresses",
        expected,
        text -> {
          try {
            return split(text).stream().map(AddressBlock::parse).toList();
          } catch (IllegalArgumentException e) {
            throw new BadValueException(expected);
          }
        });
  }

  /** Comma-separated dimensions, or the word {@code standard} for those that name no person. */
  static ValueType<Set<Dimension>> dimensions() {
    String expected =
        Arrays.stream(Dimension.values())
            .map(Dimension::key)
            .collect(Collectors.joining(", ", "standard, or some of ", ", separated by commas"));
    return new ValueType<>(
        "dimensions",
        expected,
        text -> {
          Set<Dimension> chosen = EnumSet.of(Dimension.PATH);
          for (String key : split(text)) {
            if (key.equals("standard")) {
              chosen.addAll(TopologyConfig.DEFAULT_DIMENSIONS);
            } else {
              chosen.add(Dimension.of(key).orElseThrow(() -> new BadValueException(expected)));
            }
          }
          return Set.copyOf(chosen);
        });
  }

  /** A folder, existing or to be made. */
  static ValueType<Path> folder() {
    String expected = "a folder, or a path where one can be made";
    return new ValueType<>(
        "folder",
        expected,
        text -> {
          Path path = path(text, expected);
          if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new BadValueException(expected);
          }
          return path;
        });
  }

  /** A file that can be read. */
  static ValueType<Path> readableFile() {
    String expected = "a file that can be read";
    return new ValueType<>(
        "file",
        expected,
        text -> {
          Path path = path(text, expected);
          if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new BadValueException(expected);
          }
          return path;
        });
  }

  private static HostPort parseHostPort(String text) throws BadValueException {
    var matcher = HOST_PORT.matcher(text);
    if (matcher.matches()) {
      int port = Integer.parseInt(matcher.group(2));
      if (port >= 1 && port <= 65_535) {
        return new HostPort(matcher.group(1), port);
      }
    }
    throw new BadValueException("host:port with a port of 1 to 65535");
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      parts.add(part.strip());
    }
    return List.copyOf(parts);
  }

  private static Path path(String text, String expected) throws BadValueException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadValueException(expected);
    }
  }

  private static String match(Pattern pattern, String text, String expected)
      throws BadValueException {
    if (!pattern.matcher(text).matches()) {
      throw new BadValueException(expected);
    }
    return text;
  }

  private static long wholeNumber(String text, String expected) throws BadValueException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadValueException(expected);
    }
  }

  private static long within(long value, long min, long max, String expected)
      throws BadValueException {
    if (value < min || value > max) {
      throw new BadValueException(expected);
    }
    return value;
  }

  private ValueTypes() {}
}
