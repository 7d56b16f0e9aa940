package io.tidemark.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferrerHostTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://www.Google.com/search?q=x | google.com",
        "http://news.ycombinator.com | news.ycombinator.com",
        "https://user:secret@blog.example.org:8443/a@b | blog.example.org",
        "//t.co/abc | t.co",
        "android-app://com.google.android.gm/ | com.google.android.gm",
        "https://example.com.:80?x | example.com",
        "duckduckgo.com/ | duckduckgo.com",
        "https://[2001:db8::1]:80/ | [2001:db8::1]",
        "http://localhost:3000/ | localhost",
        "https://münchen.de/ | münchen.de",
        "https://www.mysite.test/a | ",
        "https://MYSITE.test/a | ",
        "https://shop.mysite.test/a | shop.mysite.test",
        "/internal | ",
        "localhost | ",
        "about:blank | ",
        "https:/// | ",
        "https://a b/ | ",
        "https://<x>/ | ",
        "(direct) | ",
      })
  void host_ofAReferrer(String referrer, String host) {
    assertThat(ReferrerHost.of(referrer, "www.MySite.test")).isEqualTo(host);
    assertThat(ReferrerHost.of(referrer, "mysite.test")).isEqualTo(host);
  }

  @Test
  void host_thatIsTooLong_isNone() {
    assertThat(ReferrerHost.of("https://" + "a".repeat(254) + "/", "s")).isNull();
  }
}
