package io.tidemark.ingest.visitor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses as text to bytes. Nothing is ever looked up: what is no address is not taken for a
 * name.
 */
public final class IpLiteral {
  private static final int GROUPS = 8;
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  /**
   * The address in network order: 4 bytes, or 16 for IPv6. An IPv4 address inside IPv6 ({@code
   * ::ffff:192.0.2.1}) is the IPv4 address. Square brackets and a zone ({@code %eth0}) are left
   * out.
   *
   * @return null: not an address
   */
  public static byte @Nullable [] parse(String text) {
    String address = text;
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    if (address.indexOf(':') < 0) {
      return v4(address);
    }
    int zone = address.indexOf('%');
    byte[] bytes = v6(zone < 0 ? address : address.substring(0, zone));
    boolean mapped = bytes != null && Arrays.equals(bytes, 0, 12, MAPPED, 0, 12);
    return mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }

  private static byte @Nullable [] v4(String text) {
    byte[] bytes = new byte[4];
    int start = 0;
    for (int i = 0; i < 4; i++) {
      int end = i < 3 ? text.indexOf('.', start) : text.length();
      int value = end < 0 ? -1 : number(text, start, end, 3, 10);
      boolean octal = end - start > 1 && text.charAt(start) == '0';
      if (value < 0 || value > 255 || octal) {
        return null;
      }
      bytes[i] = (byte) value;
      start = end + 1;
    }
    return bytes;
  }

  private static byte @Nullable [] v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == 2 * GROUPS ? all : null;
    }
    boolean v4InFront = text.lastIndexOf('.', gap) >= 0;
    byte[] head = v4InFront ? null : groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (head == null || tail == null || head.length + tail.length > 2 * (GROUPS - 1)) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(head, 2 * GROUPS);
    System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
    return bytes;
  }

  /** Groups between colons, the last of which may be an IPv4 address; none for the empty text. */
  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    byte[] bytes = new byte[2 * GROUPS];
    int size = 0;
    int start = 0;
    while (start <= text.length()) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      byte[] group = group(text, start, end, colon < 0);
      if (group == null || size + group.length > bytes.length) {
        return null;
      }
      System.arraycopy(group, 0, bytes, size, group.length);
      size += group.length;
      start = end + 1;
    }
    return Arrays.copyOf(bytes, size);
  }

  private static byte @Nullable [] group(String text, int start, int end, boolean last) {
    if (last && text.indexOf('.', start) >= 0) {
      return v4(text.substring(start));
    }
    int value = number(text, start, end, 4, 16);
    return value < 0 ? null : new byte[] {(byte) (value >> 8), (byte) value};
  }

  /** The ASCII number in a part of a text; -1: there is none. */
  private static int number(String text, int start, int end, int maxDigits, int radix) {
    if (end <= start || end - start > maxDigits) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private IpLiteral() {}
}
