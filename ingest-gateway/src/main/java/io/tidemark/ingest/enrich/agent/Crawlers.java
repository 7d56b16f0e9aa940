package io.tidemark.ingest.enrich.agent;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ua_parser.Device;
import ua_parser.DeviceParser;

/**
 * Programs that say they are no person's browser: uap-core's class of spiders, and what it misses.
 *
 * <p>uap-core tells spiders by its device patterns, in order, of which there are many; so the few
 * that tell spiders are asked first, and all of them only where one of those matches (a phone of
 * the brand CUBOT, say).
 */
final class Crawlers {
  /** The reason for programs that fetch pages to index, watch or preview them. */
  static final String CRAWLER = "crawler";

  /** The reason for browsers that nobody looks at. */
  static final String HEADLESS = "headless";

  private static final String SPIDER = "Spider";

  private static final Pattern HEADLESS_BROWSER =
      Pattern.compile(
          "headless|phantomjs|slimerjs|puppeteer|playwright|selenium|webdriver|cypress|jsdom"
              + "|splash version");

  /** In lower case. The first line is how programs that are polite describe themselves. */
  private static final Pattern MORE_CRAWLERS =
      Pattern.compile(
          "(?<!cu)bot[/ ;,)]v?[0-9.]*|[a-z]bot\\b.*\\+?https?://|\\(\\+?https?://|\\+https?://"
              + "|; ?https?://|crawler|spider|scraper|archiver|validator"
              + "|chrome-lighthouse|google page speed|google-inspectiontool|googleother"
              + "|google favicon|google-read-aloud|feedfetcher|mediapartners|bingpreview"
              + "|facebookexternalhit|meta-external|whatsapp/|telegrambot|embedly|skypeuripreview"
              + "|slack-imgproxy|vkshare|chatgpt-user|perplexity-user|claude-user|claude-web"
              + "|cohere-ai|pingdom|gtmetrix|statuscake|site24x7|uptime|newrelic|datadog"
              + "|dynatrace|catchpoint|\\bptst/|webpagetest|screaming frog|sitebulb|nutch"
              + "|nessus|nikto|zgrab|censys|expanse|internet-measurement|wordpress/");

  private final DeviceParser spiders;
  private final DeviceParser all;

  private Crawlers(DeviceParser spiders, DeviceParser all) {
    this.spiders = spiders;
    this.all = all;
  }

  /**
   * Takes uap-core's device patterns.
   *
   * @param patterns in its order
   */
  static Crawlers of(List<Map<String, String>> patterns) {
    List<Map<String, String>> spiders =
        patterns.stream().filter(p -> SPIDER.equals(p.get("device_replacement"))).toList();
    return new Crawlers(DeviceParser.fromList(spiders), DeviceParser.fromList(patterns));
  }

  /** Why a user agent is not a person's; null: it is. */
  @Nullable String judge(String userAgent, String lower) {
    if (HEADLESS_BROWSER.matcher(lower).find()) {
      return HEADLESS;
    }
    boolean crawler =
        MORE_CRAWLERS.matcher(lower).find()
            || (isSpider(spiders.parse(userAgent)) && isSpider(all.parse(userAgent)));
    return crawler ? CRAWLER : null;
  }

  private static boolean isSpider(@Nullable Device device) {
    return device != null && SPIDER.equals(device.family);
  }
}
