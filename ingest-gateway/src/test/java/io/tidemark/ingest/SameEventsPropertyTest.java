package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** The same events, sent through each dialect that can carry them, are the same records. */
class SameEventsPropertyTest {
  private static @Nullable GatewayUnderTest gateway;

  @BeforeContainer
  static void start() {
    gateway = new GatewayUnderTest();
  }

  @AfterContainer
  static void stop() {
    gateway.close();
  }

  /** An event; what is null is left to the gateway. */
  record Sample(
      String site,
      String path,
      @Nullable String type,
      @Nullable String referrer,
      @Nullable String properties,
      @Nullable String user,
      @Nullable Integer second,
      int count) {

    @Nullable String time() {
      return second == null ? null : Instant.ofEpochSecond(second).toString();
    }

    boolean isBare() {
      return type == null && referrer == null && properties == null && user == null;
    }

    String canonical(boolean camel) {
      Json json = new Json().text(camel ? "siteId" : "site_id", site).text("path", path);
      json.text(camel ? "eventType" : "event_type", type).text("referrer", referrer);
      json.raw("properties", properties).text(camel ? "userId" : "user_id", user);
      json.text("timestamp", time());
      return (count == 1 ? json : json.raw("count", Integer.toString(count))).object();
    }
  }

  /** A JSON object that leaves out what is null. */
  private static final class Json {
    private final List<String> members = new ArrayList<>();

    Json raw(String name, @Nullable String value) {
      if (value != null) {
        members.add("\"" + name + "\":" + value);
      }
      return this;
    }

    Json text(String name, @Nullable String value) {
      return raw(name, value == null ? null : quoted(value));
    }

    String object() {
      return "{" + String.join(",", members) + "}";
    }
  }

  @Property(tries = 150)
  void event_throughEachDialectThatCarriesIt_isTheSameRecord(@ForAll("samples") Sample sample) {
    String expected = published(() -> gateway.post("/event", sample.canonical(false)));
    String camel = sample.canonical(true);
    assertThat(published(() -> gateway.post("/event", "text/plain", utf8(camel))))
        .isEqualTo(expected);
    assertThat(published(() -> gateway.post("/events", "[" + camel + "]"))).isEqualTo(expected);
    assertThat(published(() -> gateway.post("/events/batch", "application/x-ndjson", utf8(camel))))
        .isEqualTo(expected);
    assertThat(published(() -> gateway.get("/pixel.gif?" + query(sample)))).isEqualTo(expected);
    if (sample.count() == 1) {
      assertThat(published(() -> gateway.post("/api/send", umami(sample)))).isEqualTo(expected);
      assertThat(published(() -> gateway.post("/api/batch", "[" + umami(sample) + "]")))
          .isEqualTo(expected);
    }
    if (sample.count() == 1 && sample.user() == null && sample.second() == null) {
      assertThat(published(() -> gateway.post("/api/event", plausible(sample, false))))
          .isEqualTo(expected);
      assertThat(published(() -> gateway.post("/api/event", plausible(sample, true))))
          .isEqualTo(expected);
    }
    if (sample.isBare() && sample.count() == 1) {
      assertThat(published(() -> gateway.post("/page-views/single", page(sample))))
          .isEqualTo(expected);
    }
    if (sample.isBare() && sample.second() != null) {
      assertThat(published(() -> gateway.post("/page-views/multi", pages(sample))))
          .isEqualTo(expected);
    }
  }

  private interface Sending {
    Answer send();
  }

  /** What a request puts on the topic. */
  private static String published(Sending sending) {
    int before = gateway.kafka.acknowledged().size();
    Answer answer = sending.send();
    assertThat(answer.status()).as(answer.raw().body()).isIn(200, 202);
    List<String> all = gateway.publishedText();
    assertThat(all).hasSize(before + 1);
    return all.get(before);
  }

  private static String query(Sample sample) {
    List<String> pairs = new ArrayList<>();
    pairs.add("site_id=" + encoded(sample.site()));
    pairs.add("path=" + encoded(sample.path()));
    add(pairs, "event_type", sample.type());
    add(pairs, "referrer", sample.referrer());
    add(pairs, "properties", sample.properties());
    add(pairs, "user_id", sample.user());
    add(pairs, "timestamp", sample.time());
    pairs.add("count=" + sample.count());
    return String.join("&", pairs);
  }

  private static void add(List<String> pairs, String name, @Nullable String value) {
    if (value != null) {
      pairs.add(name + "=" + encoded(value));
    }
  }

  private static String plausible(Sample sample, boolean longNames) {
    String type = sample.type() == null ? "pageview" : sample.type();
    return new Json()
        .text(longNames ? "name" : "n", type)
        .text(longNames ? "url" : "u", url(sample))
        .text(longNames ? "domain" : "d", longNames ? null : sample.site())
        .text(longNames ? "referrer" : "r", sample.referrer())
        .raw(
            longNames ? "meta" : "p", longNames ? textOf(sample.properties()) : sample.properties())
        .object();
  }

  private static @Nullable String textOf(@Nullable String json) {
    return json == null ? null : quoted(json);
  }

  private static String umami(Sample sample) {
    String payload =
        new Json()
            .text("website", sample.site())
            .text("url", url(sample))
            .text("name", sample.type())
            .text("referrer", sample.referrer())
            .raw("data", sample.properties())
            .text("id", sample.user())
            .raw("timestamp", sample.second() == null ? null : sample.second().toString())
            .object();
    return "{\"type\":\"event\",\"payload\":" + payload + "}";
  }

  private static String page(Sample sample) {
    return new Json()
        .text("page", sample.site() + sample.path())
        .text("timestamp", sample.time())
        .object();
  }

  private static String pages(Sample sample) {
    String times = "{\"" + sample.time() + "\":" + sample.count() + "}";
    return "{" + quoted(sample.site() + sample.path()) + ":" + times + "}";
  }

  /** As a browser reports it. */
  private static String url(Sample sample) {
    return "https://" + sample.site() + encoded(sample.path()).replace("%2F", "/");
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : utf8(text)) {
      boolean plain = b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
      out.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
    }
    return out.toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<Sample> samples() {
    Arbitrary<String> site = Arbitraries.of("shop.example", "b.c", "x-1.example.org");
    Arbitrary<String> path = text(40).map(rest -> "/" + rest);
    Arbitrary<String> type = text(20).map(rest -> "e" + rest).filter(e -> !e.equals("engagement"));
    Arbitrary<String> referrer = path.map(rest -> "https://news.example.net" + rest);
    Arbitrary<Integer> second = Arbitraries.integers().between(0, 1_772_366_400);
    Arbitrary<Integer> count =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.just(1)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(2, 1_000_000)));
    return Combinators.combine(
            site,
            path,
            type.injectNull(0.6),
            referrer.injectNull(0.6),
            properties().injectNull(0.6),
            text(20).map(u -> "u" + u).injectNull(0.7),
            second.injectNull(0.5),
            count)
        .as(Sample::new);
  }

  private static Arbitrary<String> text(int most) {
    return Arbitraries.of(
            "a", "Z", "7", ".", "/", " ", "%", "+", "&", "=", ":", "@", "\"", "\\", "é", "漢", "🦆")
        .list()
        .ofMaxSize(most)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<String> properties() {
    Arbitrary<String> value =
        Arbitraries.oneOf(
            text(10).map(t -> quoted("v" + t)),
            Arbitraries.of("1", "-2.50", "1e3", "true", "false", "12345678901234567890"));
    return Arbitraries.maps(text(8).map(t -> "k" + t), value)
        .ofMinSize(1)
        .ofMaxSize(10)
        .map(
            members -> {
              Json json = new Json();
              members.forEach(
                  (name, member) ->
                      json.raw(quoted(name).substring(1, quoted(name).length() - 1), member));
              return json.object();
            });
  }
}
