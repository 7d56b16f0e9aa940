package io.tidemark.ingest.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackerAddressesTest {

  @ParameterizedTest
  @CsvSource({
    "/tracker.js, /event, event",
    "/js/stats.js, /event, ../event",
    "/js/a/b.js, /in/hello, ../../in/hello",
    "/s, /in/hello, in/hello"
  })
  void endpointFromScript_leadsToTheEndpoint(String script, String endpoint, String relative) {
    var addresses = new TrackerAddresses(script, endpoint);

    assertThat(addresses.endpointFromScript()).isEqualTo(relative);
    assertThat(URI.create("http://a.example" + script).resolve(relative).getPath())
        .isEqualTo(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "tracker.js, /event",
    "/, /event",
    "/a/, /event",
    "/a//b, /event",
    "/../a, /event",
    "/{a}, /event",
    "/*, /event",
    "/a b, /event",
    "/health, /event",
    "/tracker.js, /events",
    "/event, /collect",
    "/same, /same"
  })
  void addresses_notFreeOrMalformed_areRefused(String script, String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrackerAddresses(script, endpoint))
        .withMessageContaining("expected");
  }

  @Test
  void script_sameAddresses_isTheSame() {
    var one = TrackerScript.at(TrackerAddresses.DEFAULT);
    var two = TrackerScript.at(TrackerAddresses.DEFAULT);
    var other = TrackerScript.at(new TrackerAddresses("/tracker.js", "/hello"));

    assertThat(one.plain().bytes()).isEqualTo(two.plain().bytes());
    assertThat(one.gzip().etag()).isEqualTo(two.gzip().etag());
    assertThat(other.plain().etag()).isNotEqualTo(one.plain().etag());
  }
}
