package io.tidemark.ingest.visitor;

import java.util.Arrays;

/** A block of IP addresses, like {@code 10.0.0.0/8}, {@code fd00::/8} or {@code 192.0.2.1}. */
public final class AddressBlock {
  private final byte[] network;
  private final int prefixBits;

  private AddressBlock(byte[] network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /**
   * Reads a block; bits behind the prefix are ignored.
   *
   * @throws IllegalArgumentException not an address or a block
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] network = IpLiteral.parse(address);
    if (network == null) {
      throw invalid(text);
    }
    if (slash < 0) {
      return new AddressBlock(network, 8 * network.length);
    }
    int prefixBits = prefix(text.substring(slash + 1), text);
    if (network.length == 4 && address.indexOf(':') >= 0) {
      prefixBits -= 96; // ::ffff:0:0/96 holds the IPv4 addresses
    }
    if (prefixBits < 0 || prefixBits > 8 * network.length) {
      throw invalid(text);
    }
    return new AddressBlock(network, prefixBits);
  }

  private static int prefix(String digits, String text) {
    if (!digits.matches("[0-9]{1,3}")) {
      throw invalid(text);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no address and no block like 10.0.0.0/8 or fd00::/8");
  }

  /** Whether an address, as {@link IpLiteral} gives it, is in this block. */
  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int bytes = prefixBits / 8;
    if (!Arrays.equals(address, 0, bytes, network, 0, bytes)) {
      return false;
    }
    int mask = 0xff00 >> prefixBits % 8 & 0xff;
    return mask == 0 || ((address[bytes] ^ network[bytes]) & mask) == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressBlock block
        && prefixBits == block.prefixBits
        && Arrays.equals(network, block.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + prefixBits;
  }
}
