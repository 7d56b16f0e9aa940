package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageAddressTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "example.com/pricing,example.com,/pricing",
        "example.com/,example.com,/",
        "example.com//a,example.com,//a",
        "localhost/a,localhost,/a",
        "localhost:3000/a,localhost:3000,/a",
        "mylocalhost/a,-,/mylocalhost/a",
        "example.com,-,/example.com",
        "index.html,-,/index.html",
        "/example.com/a,-,/example.com/a",
        "/,-,/",
        "a,-,/a",
        "a/b.c,-,/a/b.c",
        "a?b=c.d/e,-,/a?b=c.d/e",
        "'',-,/"
      })
  void of_page_splitsByTheRuleOfTheContract(String page, String site, String path) {
    assertThat(PageAddress.of(page)).isEqualTo(new PageAddress(site, path));
  }
}
