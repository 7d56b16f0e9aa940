package io.tidemark.ingest.enrich.place;

import io.tidemark.ingest.visitor.IpLiteral;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small files in MaxMind's format 2.0: an IPv6 tree of 24-bit records, IPv4 below {@code
 * ::/96}, maps and strings as data. See https://maxmind.github.io/MaxMind-DB/.
 */
public final class MmdbWriter {
  private static final int NONE = -1;

  /** Left and right of each node: a node, {@link #NONE}, or data as −2 − its number. */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {NONE, NONE}));

  private final List<Map<String, ?>> data = new ArrayList<>();

  /** Adds a block with its record; blocks must not overlap. */
  public MmdbWriter add(String address, int prefixBits, Map<String, ?> row) {
    byte[] bytes = new byte[16];
    byte[] given = IpLiteral.parse(address);
    System.arraycopy(given, 0, bytes, 16 - given.length, given.length);
    int depth = prefixBits + 8 * (16 - given.length);
    int node = 0;
    for (int bit = 0; bit < depth - 1; bit++) {
      int side = bytes[bit / 8] >> 7 - bit % 8 & 1;
      if (nodes.get(node)[side] == NONE) {
        nodes.add(new int[] {NONE, NONE});
        nodes.get(node)[side] = nodes.size() - 1;
      }
      node = nodes.get(node)[side];
    }
    data.add(row);
    nodes.get(node)[bytes[(depth - 1) / 8] >> 7 - (depth - 1) % 8 & 1] = -1 - data.size();
    return this;
  }

  public void write(Path file) throws IOException {
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    List<Integer> offsets = new ArrayList<>();
    for (Map<String, ?> row : data) {
      offsets.add(section.size());
      value(section, row);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int record : node) {
        int number =
            record == NONE
                ? nodes.size()
                : record >= 0 ? record : nodes.size() + 16 + offsets.get(-2 - record);
        out.write(number >> 16);
        out.write(number >> 8);
        out.write(number);
      }
    }
    out.write(new byte[16]);
    section.writeTo(out);
    out.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
    out.write("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    value(out, metadata());
    Files.write(file, out.toByteArray());
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("node_count", nodes.size());
    metadata.put("record_size", 24);
    metadata.put("ip_version", 6);
    metadata.put("database_type", "Test-Country");
    metadata.put("languages", List.of());
    metadata.put("binary_format_major_version", 2);
    metadata.put("binary_format_minor_version", 0);
    metadata.put("build_epoch", 1_700_000_000);
    metadata.put("description", Map.of("en", "test"));
    return metadata;
  }

  private static void value(ByteArrayOutputStream out, Object value) throws IOException {
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write(2 << 5 | bytes.length);
      out.write(bytes);
    } else if (value instanceof Integer number) {
      out.write(6 << 5 | 4);
      for (int shift = 24; shift >= 0; shift -= 8) {
        out.write(number >> shift);
      }
    } else if (value instanceof List<?> list) {
      out.write(list.size());
      out.write(11 - 7);
      for (Object item : list) {
        value(out, item);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.write(7 << 5 | map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        value(out, entry.getKey());
        value(out, entry.getValue());
      }
    }
  }
}
