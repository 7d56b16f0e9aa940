package io.tidemark.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      nullValues = "-",
      value = {
        "https://a.b/x https a.b /x - -",
        "HTTPS://WWW.A.B/x https www.a.b /x - -",
        "https://a.b https a.b / - -",
        "https://a.b?q https a.b / q -",
        "https://a.b#f https a.b / - f",
        "https://a.b/x?q=1?2#f#g https a.b /x q=1?2 f#g",
        "https://u:p@a.b:8080/x https a.b /x - -",
        "https://[::1]:80/x https [::1] /x - -",
        "//a.b/x - a.b /x - -",
        "/x - - /x - -",
        "x/y - - /x/y - -",
        "a.b:80/x - - /a.b:80/x - -",
        "/x?u=https://c.d/ - - /x u=https://c.d/ -",
        "file:///x file - /x - -",
        "app://local/x app local /x - -",
        "data:text/html,x data - /data:text/html,x - -",
        "https:///x https - /x - -",
        "https://a.b/%C3%A9%2f%20%25 https a.b '/é/ %' - -",
        "https://a.b/%3F%23%00%7f https a.b /%3F%23%00%7f - -",
        "https://a.b/%C3/%41 https a.b /%C3/%41 - -",
        "https://a.b/100% https a.b /100% - -"
      })
  void of_address_isTakenApart(
      String url, String scheme, String host, String path, String query, String fragment) {
    PageUrl page = PageUrl.of(url);
    assertThat(page.scheme()).isEqualTo(scheme);
    assertThat(page.host()).isEqualTo(host);
    assertThat(page.query()).isEqualTo(query);
    assertThat(page.fragment()).isEqualTo(fragment);
    assertThat(page.path()).isEqualTo(path);
  }

  @Test
  void isSameHost_ignoresWwwAndPaths() {
    PageUrl page = PageUrl.of("https://www.a.b/x");
    assertThat(page.isSameHost("http://a.b:8080/y")).isTrue();
    assertThat(page.isSameHost("https://c.b/")).isFalse();
    assertThat(page.isSameHost("/y")).isFalse();
    assertThat(PageUrl.of("/x").isSameHost("/y")).isFalse();
  }

  @Property
  void of_anyText_hasAPathThatStaysWhole(@ForAll String text) {
    PageUrl page = PageUrl.of(text);
    assertThat(page.path()).startsWith("/").doesNotContain("?").doesNotContain("#");
    assertThat(page.pathFragmentAndQuery()).startsWith("/");
  }
}
