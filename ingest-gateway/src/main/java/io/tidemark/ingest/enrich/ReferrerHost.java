package io.tidemark.ingest.enrich;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host that sent a visitor: a referrer's, in lower case, without {@code www.}, user, port and a
 * dot at the end.
 *
 * <p>Where the site is named by its host ({@code example.com}), that host itself, with and without
 * {@code www.}, is no referrer: it is the visitor going from page to page. A site of another name
 * has no host the gateway could know, so its own pages show as a referrer; a sender that does not
 * want that leaves {@code referrer} out.
 */
final class ReferrerHost {
  private static final int MAX_CHARS = 253;
  private static final String WWW = "www.";

  /**
   * The host.
   *
   * @param referrer an address ({@code https://…}, {@code android-app://…}, {@code //…}), or a bare
   *     host with a dot
   * @return null: the referrer names none, or the site's own
   */
  static @Nullable String of(String referrer, String siteId) {
    int scheme = referrer.indexOf("//");
    boolean full = scheme == 0 || (scheme > 1 && referrer.charAt(scheme - 1) == ':');
    int start = full ? scheme + 2 : 0;
    int end = endOfAuthority(referrer, start);
    start = Math.max(start, referrer.lastIndexOf('@', end - 1) + 1);
    String host = withoutPort(referrer.substring(start, end)).toLowerCase(Locale.ROOT);
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    host = withoutWww(host);
    if (!isHost(host) || (!full && host.indexOf('.') < 1)) {
      return null;
    }
    return host.equals(withoutWww(siteId.toLowerCase(Locale.ROOT))) ? null : host;
  }

  private static int endOfAuthority(String referrer, int start) {
    for (int i = start; i < referrer.length(); i++) {
      char c = referrer.charAt(i);
      if (c == '/' || c == '?' || c == '#' || c == '\\') {
        return i;
      }
    }
    return referrer.length();
  }

  private static String withoutPort(String authority) {
    int colon = authority.indexOf(':', Math.max(0, authority.lastIndexOf(']')));
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  private static String withoutWww(String host) {
    return host.startsWith(WWW) && host.length() > WWW.length()
        ? host.substring(WWW.length())
        : host;
  }

  private static boolean isHost(String host) {
    if (host.isEmpty() || host.length() > MAX_CHARS) {
      return false;
    }
    boolean literal = host.startsWith("[") && host.endsWith("]");
    String name = literal ? host.substring(1, host.length() - 1) : host;
    return !name.isEmpty()
        && name.codePoints()
            .allMatch(
                c ->
                    Character.isLetterOrDigit(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK
                        || c == '-'
                        || c == '.'
                        || c == '_'
                        || (literal && c == ':'));
  }

  private ReferrerHost() {}
}
