package io.tidemark.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.ingest.enrich.agent.UserAgents;
import io.tidemark.ingest.enrich.place.Countries;
import io.tidemark.ingest.visitor.MemorySaltStore;
import io.tidemark.ingest.visitor.MutableClock;
import io.tidemark.ingest.visitor.VisitorIds;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnricherTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final UserAgents AGENTS = UserAgents.load();
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
  private static final String GOOGLEBOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
  private static final String ADDRESS = "203.0.113.7";

  private static final Countries COUNTRIES =
      new Countries() {
        @Override
        public @Nullable String of(String address) {
          return address.startsWith("203.") ? "AU" : null;
        }

        @Override
        public void close() {}
      };

  private final MutableClock clock = new MutableClock(NOON);
  private final MemorySaltStore salts = new MemorySaltStore();
  private final VisitorIds visitors = new VisitorIds(salts, clock);
  private final Enricher enricher = new Enricher(AGENTS, COUNTRIES, visitors);

  @BeforeEach
  void saltOfTheDay() {
    salts.put(LocalDate.parse("2026-03-01"), 7);
  }

  private static Event event(String moreFields) {
    String json = "{\"site_id\":\"s.test\",\"path\":\"/p\"" + moreFields + "}";
    EventDefaults defaults = new EventDefaults(null, NOON.toEpochMilli());
    Decoded decoded = new EventReader().read(json.getBytes(StandardCharsets.UTF_8), defaults);
    return ((Decoded.Accepted) decoded).event();
  }

  private static Sender browser(@Nullable String userAgent, @Nullable String purpose) {
    return new Sender(ADDRESS, userAgent, "de-AT,en;q=0.5", purpose, true);
  }

  private static Sender program() {
    return new Sender(ADDRESS, "curl/8.5.0", "de", "prefetch", false);
  }

  @Test
  void browserDoor_fillsInWhatTheRequestTells() {
    Event event =
        enricher.apply(
            event(",\"referrer\":\"https://www.example.org/x\""), browser(FIREFOX, null));
    assertThat(event.userId()).isEqualTo(visitors.of("s.test", ADDRESS, FIREFOX)).hasSize(32);
    assertThat(event.referrerHost()).isEqualTo("example.org");
    assertThat(event.browser()).isEqualTo("Firefox");
    assertThat(event.os()).isEqualTo("Linux");
    assertThat(event.device()).isEqualTo("desktop");
    assertThat(event.country()).isEqualTo("AU");
    assertThat(event.language()).isEqualTo("de");
    assertThat(event.bot()).isNull();
    assertThat(event.userAgent()).as("is not asked for, and is not kept").isNull();
  }

  @Test
  void sendersOwnFields_areKept() {
    Event sent =
        event(
            ",\"user_id\":\"u\",\"referrer\":\"https://x.test/\",\"referrer_host\":\"r\","
                + "\"browser\":\"b\",\"os\":\"o\",\"device\":\"d\",\"country\":\"c\","
                + "\"language\":\"l\",\"bot\":\"mine\"");
    assertThat(enricher.apply(sent, browser(GOOGLEBOT, "prefetch"))).isEqualTo(sent);
  }

  @Test
  void program_isNeitherAVisitorNorJudged() {
    Event sent = event("");
    assertThat(enricher.apply(sent, program())).isEqualTo(sent);
    Sender crawler = new Sender(ADDRESS, GOOGLEBOT, null, null, false);
    assertThat(enricher.apply(sent, crawler)).isEqualTo(sent);
  }

  @Test
  void program_thatGivesAddressAndUserAgent_speaksForAVisitor() {
    Event event =
        enricher.apply(
            event(",\"ip\":\"203.0.113.9\",\"user_agent\":\"" + FIREFOX + "\""), program());
    assertThat(event.userId()).isEqualTo(visitors.of("s.test", "203.0.113.9", FIREFOX));
    assertThat(event.browser()).isEqualTo("Firefox");
    assertThat(event.country()).isEqualTo("AU");
    assertThat(event.language()).as("the header is the program's").isNull();
  }

  @Test
  void program_thatGivesOneOfThem_hasNoVisitor() {
    assertThat(enricher.apply(event(",\"ip\":\"203.0.113.9\""), program()).userId()).isNull();
    Event event = enricher.apply(event(",\"user_agent\":\"" + GOOGLEBOT + "\""), program());
    assertThat(event.userId()).isNull();
    assertThat(event.browser()).isEqualTo("Googlebot");
    assertThat(event.bot()).as("only requests of browsers are judged").isNull();
  }

  @Test
  void address_neverIsInWhatIsWritten() {
    Event event = enricher.apply(event(",\"ip\":\"198.51.100.9\""), browser(FIREFOX, null));
    assertThat(new String(new EventWriter().write(event), StandardCharsets.UTF_8))
        .doesNotContain("198.51.100.9", ADDRESS);
    assertThat(browser(FIREFOX, null).toString()).doesNotContain(ADDRESS);
  }

  @Test
  void crawler_atABrowserDoor_isMarkedWithTheReason() {
    assertThat(enricher.apply(event(""), browser(GOOGLEBOT, null)).bot()).isEqualTo("crawler");
    String headless = FIREFOX.replace("Firefox", "HeadlessChrome");
    assertThat(enricher.apply(event(""), browser(headless, null)).bot()).isEqualTo("headless");
    assertThat(enricher.apply(event(""), browser(GOOGLEBOT, "prefetch")).bot())
        .isEqualTo("crawler");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"prefetch", "Prefetch;prerender", "prefetch;anonymous-client-ip", " prefetch "})
  void prefetch_isMarked(String purpose) {
    assertThat(enricher.apply(event(""), browser(FIREFOX, purpose)).bot()).isEqualTo("prefetch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "navigate", "prefetching", ";;", "x=prefetch"})
  void otherPurposes_areNotMarked(String purpose) {
    assertThat(enricher.apply(event(""), browser(FIREFOX, purpose)).bot()).isNull();
  }

  @Test
  void saltUnknown_anEventThatNeedsItMustWait_othersNeedNot() {
    clock.set(NOON.plusSeconds(24 * 3600));
    assertThatThrownBy(() -> enricher.apply(event(""), browser(FIREFOX, null)))
        .isInstanceOf(Enrichment.NotReadyException.class);
    assertThat(enricher.apply(event(""), program()).userId()).isNull();
    assertThat(enricher.apply(event(",\"user_id\":\"u\""), browser(FIREFOX, null)).userId())
        .isEqualTo("u");
  }

  @Test
  void enriched_writtenReadAndEnrichedAgain_isTheSame() {
    EventWriter writer = new EventWriter();
    Event once =
        enricher.apply(
            event(",\"referrer\":\"https://www.example.org/x\",\"event_id\":\"e\""),
            browser(FIREFOX, "prefetch"));
    byte[] json = writer.write(once);
    Decoded read = new EventReader().read(json, new EventDefaults(null, NOON.toEpochMilli()));
    Event again = ((Decoded.Accepted) read).event();
    assertThat(again).isEqualTo(once);
    Event twice = enricher.apply(again, browser(GOOGLEBOT, null));
    assertThat(writer.write(twice)).isEqualTo(json);
  }
}
