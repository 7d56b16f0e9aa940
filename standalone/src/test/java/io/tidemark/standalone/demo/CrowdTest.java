package io.tidemark.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private static final Instant MONDAY_NIGHT = Instant.parse("2026-11-16T03:00:00Z");
  private static final Instant MONDAY_EVENING = Instant.parse("2026-11-16T20:00:00Z");

  @Test
  void now_everyEvent_isValidAndHasItsOwnId() {
    List<Event> events = events(crowd(1, "a").now(3000, MONDAY_EVENING));

    assertThat(events).hasSize(3000);
    assertThat(new HashSet<>(events.stream().map(Event::eventId).toList())).hasSize(3000);
    assertThat(events).allSatisfy(event -> assertThat(event.userId()).isNotNull());
  }

  @Test
  void now_pagesAndPeople_arePopularAndReturning() {
    List<Event> events = events(crowd(1, "a").now(3000, MONDAY_EVENING));

    Map<String, Long> paths = counts(events.stream().map(Event::path).toList());
    Map<String, Long> people = counts(events.stream().map(Event::userId).toList());
    assertThat(paths.getOrDefault("/", 0L)).isGreaterThan(paths.getOrDefault("/contact", 0L));
    assertThat(paths.size()).isGreaterThan(100);
    assertThat(people.values()).anyMatch(visits -> visits > 8);
    assertThat(events).anyMatch(event -> !event.isPageView());
    assertThat(events).anyMatch(event -> event.referrer() != null);
  }

  @Test
  void now_sameSeedInAnotherRun_isTheSameTrafficWithOtherIds() {
    List<Event> first = events(crowd(7, "a").now(500, MONDAY_EVENING));
    List<Event> second = events(crowd(7, "b").now(500, MONDAY_EVENING));

    assertThat(second.stream().map(e -> e.siteId() + e.path() + e.userId()).toList())
        .isEqualTo(first.stream().map(e -> e.siteId() + e.path() + e.userId()).toList());
    assertThat(second.stream().map(Event::eventId).toList())
        .doesNotContainAnyElementsOf(first.stream().map(Event::eventId).toList());
  }

  @Test
  void hour_evening_hasMoreThanTheNightAndStaysInside() {
    Crowd crowd = crowd(1, "a");

    List<Event> night = events(crowd.hour(24_000, MONDAY_NIGHT, MONDAY_EVENING));
    List<Event> evening =
        events(crowd.hour(24_000, MONDAY_EVENING, MONDAY_EVENING.plusSeconds(1800)));

    assertThat(night).hasSize(180);
    assertThat(evening).hasSize(850);
    assertThat(evening.stream().map(Event::timestampMs).toList()).isSorted();
    assertThat(evening)
        .allMatch(event -> event.timestampMs() < MONDAY_EVENING.plusSeconds(1800).toEpochMilli());
  }

  private static Crowd crowd(long seed, String run) {
    return new Crowd(DemoSite.make(3, seed), seed, run);
  }

  private static Map<String, Long> counts(List<String> values) {
    return values.stream()
        .filter(Objects::nonNull)
        .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
  }

  private static List<Event> events(List<byte[]> texts) {
    var reader = new EventReader();
    var defaults = new EventDefaults(null, MONDAY_EVENING.plusSeconds(3600).toEpochMilli());
    List<Event> events = new ArrayList<>();
    for (byte[] text : texts) {
      if (reader.read(text, defaults) instanceof Decoded.Accepted accepted) {
        events.add(accepted.event());
      }
    }
    assertThat(events).hasSameSizeAs(texts);
    return events;
  }
}
