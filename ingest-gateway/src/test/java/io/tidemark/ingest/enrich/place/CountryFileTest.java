package io.tidemark.ingest.enrich.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountryFileTest {
  @TempDir private Path folder;

  private CountryFile countries() throws IOException {
    Path file = folder.resolve("countries.mmdb");
    new MmdbWriter()
        .add("192.0.2.0", 24, Map.of("country", Map.of("iso_code", "DE")))
        .add("198.51.100.0", 25, Map.of("country", Map.of("iso_code", "fr")))
        .add("203.0.113.0", 24, Map.of("country_code", "JP", "country", "Japan"))
        .add("100.64.0.0", 10, Map.of("registered_country", Map.of("iso_code", "US")))
        .add("2001:db8::", 32, Map.of("country", Map.of("iso_code", "BR")))
        .write(file);
    return CountryFile.open(file);
  }

  @Test
  void country_ofAnAddressInTheFile_isItsCode() throws IOException {
    try (CountryFile countries = countries()) {
      assertThat(countries.of("192.0.2.77")).isEqualTo("DE");
      assertThat(countries.of("::ffff:192.0.2.77")).isEqualTo("DE");
      assertThat(countries.of("2001:db8:1::5")).isEqualTo("BR");
      assertThat(countries.of("203.0.113.1")).isEqualTo("JP");
    }
  }

  @Test
  void country_ofAnythingElse_isNone() throws IOException {
    try (CountryFile countries = countries()) {
      for (String address :
          new String[] {
            "192.0.3.1", "198.51.100.1", "100.64.0.1", "2001:db9::", "", "localhost", "x", "1.2.3"
          }) {
        assertThat(countries.of(address)).as(address).isNull();
      }
    }
  }

  @Test
  void open_ofNoSuchFile_isRefusedWithTheSetting() throws IOException {
    Path garbage = Files.writeString(folder.resolve("x"), "no database");
    for (Path file : new Path[] {garbage, folder.resolve("missing")}) {
      assertThatThrownBy(() -> CountryFile.open(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("TIDEMARK_GEOIP_DB is " + file);
    }
  }
}
