package io.tidemark.ingest.visitor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which address a request came from, where proxies stand before the gateway.
 *
 * <p>{@code X-Forwarded-For} counts only as far as it was written by proxies that are trusted: read
 * from its end, the first address that is none of theirs is the client's. What a client wrote into
 * the header itself stands before that, and is never looked at. Thread-safe.
 */
public final class ClientAddress {
  private static final int MAX_HOPS = 32;

  private final List<AddressBlock> trusted;

  /**
   * Trusts these proxies.
   *
   * @param trusted empty: the header never counts
   */
  public ClientAddress(List<AddressBlock> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /**
   * The client's address, as text without port.
   *
   * @param peer the address the connection comes from
   * @param forwardedFor the values of {@code X-Forwarded-For}, in the order of the headers
   */
  public String of(String peer, List<String> forwardedFor) {
    String client = peer;
    if (trusted.isEmpty() || forwardedFor.isEmpty() || !isTrusted(peer)) {
      return client;
    }
    int hops = 0;
    for (int header = forwardedFor.size() - 1; header >= 0; header--) {
      String value = forwardedFor.get(header);
      int end = value.length();
      while (end >= 0) {
        int comma = value.lastIndexOf(',', end - 1);
        String hop = withoutPort(value.substring(comma + 1, end).strip());
        if (hop == null || ++hops > MAX_HOPS) {
          return client; // a proxy that hides who asked: it is the last one known
        }
        client = hop;
        if (!isTrusted(client)) {
          return client;
        }
        end = comma;
      }
    }
    return client;
  }

  private boolean isTrusted(String address) {
    byte[] bytes = IpLiteral.parse(address);
    if (bytes != null) {
      for (AddressBlock block : trusted) {
        if (block.contains(bytes)) {
          return true;
        }
      }
    }
    return false;
  }

  /** An address without quotes, brackets and port; null: not an address. */
  private static @Nullable String withoutPort(String hop) {
    String address = hop;
    if (address.length() > 1 && address.startsWith("\"") && address.endsWith("\"")) {
      address = address.substring(1, address.length() - 1);
    }
    int bracket = address.indexOf(']');
    if (address.startsWith("[") && bracket > 0) {
      address = address.substring(1, bracket);
    } else if (address.indexOf(':') == address.lastIndexOf(':') && address.indexOf('.') > 0) {
      int colon = address.indexOf(':');
      address = colon < 0 ? address : address.substring(0, colon);
    }
    return IpLiteral.parse(address) == null ? null : address;
  }
}
