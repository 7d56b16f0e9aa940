package io.tidemark.standalone.demo;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What people use and where they come from, the frequent ones more often. */
final class Habits {
  private static final double DIRECT = 0.4;
  private static final Zipf OF_EIGHT = new Zipf(8, 0.9);
  private static final List<String> REFERRERS =
      List.of(
          "https://search.example/results",
          "https://social.example/feed",
          "https://news.example/front",
          "https://mail.example/",
          "https://forum.example/t/best-tools",
          "https://video.example/watch",
          "https://blog.example/posts/links-of-the-week",
          "https://partner.example/");
  private static final List<String> USER_AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/130.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/130.0.0.0 Mobile Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/18.1 Safari/605.1.15",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
          "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
          "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/18.1 Mobile/15E148 Safari/604.1");
  private static final List<String> LANGUAGES =
      List.of("en-US", "de-DE", "fr-FR", "es-ES", "pt-BR", "ja-JP", "nl-NL", "pl-PL");

  /** A page elsewhere; null: the address was typed in. */
  static @Nullable String referrer(Random random) {
    return random.nextDouble() < DIRECT ? null : REFERRERS.get(OF_EIGHT.next(random));
  }

  static String userAgent(Random random) {
    return USER_AGENTS.get(OF_EIGHT.next(random));
  }

  static String language(Random random) {
    return LANGUAGES.get(OF_EIGHT.next(random));
  }

  private Habits() {}
}
