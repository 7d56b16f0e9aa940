package io.tidemark.ingest.dialect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page's address as browsers report it, taken apart without judging it: a URL, or a path alone.
 *
 * @param scheme in lower case; null: none
 * @param host in lower case, without user, password and port; null: none
 * @param path decoded where it is percent-encoded UTF-8, but for {@code ?}, {@code #} and control
 *     characters; begins with {@code /}
 * @param query what stands behind {@code ?}, as it is; null: none
 * @param fragment what stands behind {@code #}, as it is; null: none
 */
record PageUrl(
    @Nullable String scheme,
    @Nullable String host,
    String path,
    @Nullable String query,
    @Nullable String fragment) {

  /** Takes an address apart. */
  static PageUrl of(String url) {
    int hash = url.indexOf('#');
    String fragment = hash < 0 ? null : url.substring(hash + 1);
    String rest = hash < 0 ? url : url.substring(0, hash);
    int mark = rest.indexOf('?');
    String query = mark < 0 ? null : rest.substring(mark + 1);
    rest = mark < 0 ? rest : rest.substring(0, mark);
    int colon = schemeEnd(rest);
    String scheme = colon < 0 ? null : rest.substring(0, colon).toLowerCase(Locale.ROOT);
    String host = null;
    int slashes = colon + 1;
    if (rest.startsWith("//", slashes)) {
      int end = rest.indexOf('/', slashes + 2);
      end = end < 0 ? rest.length() : end;
      host = host(rest.substring(slashes + 2, end));
      rest = rest.substring(end);
    }
    String path = Percent.decodePath(rest.startsWith("/") ? rest : "/" + rest);
    return new PageUrl(scheme, host, path, query, fragment);
  }

  /** The path with the query, as an event's {@code path} may be given. */
  String pathAndQuery() {
    return query == null ? path : path + "?" + query;
  }

  /** The same, with the fragment as a part of the path: {@code /app%23/settings}. */
  String pathFragmentAndQuery() {
    if (fragment == null || fragment.isEmpty()) {
      return pathAndQuery();
    }
    String kept = Percent.decodePath(fragment).replace("?", "%3F").replace("#", "%23");
    String whole = path + "%23" + kept;
    return query == null ? whole : whole + "?" + query;
  }

  /** Whether a referrer is a page of the same host, which is no source of visits. */
  boolean isSameHost(String referrer) {
    String other = of(referrer).host();
    return host != null && other != null && withoutWww(host).equals(withoutWww(other));
  }

  /** A host's name without a leading {@code www.}. */
  static String withoutWww(String host) {
    return host.startsWith("www.") ? host.substring("www.".length()) : host;
  }

  /** Index of the colon behind a scheme; -1: there is none. */
  private static int schemeEnd(String text) {
    if (text.regionMatches(true, 0, "data:", 0, 5)) {
      return 4;
    }
    int end = text.indexOf("://");
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(i > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
        return -1;
      }
    }
    return end == 0 ? -1 : end;
  }

  private static @Nullable String host(String authority) {
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int bracket = host.indexOf(']');
    int port = host.indexOf(':', Math.max(0, bracket));
    host = port < 0 ? host : host.substring(0, port);
    return host.isEmpty() ? null : host.toLowerCase(Locale.ROOT);
  }
}
