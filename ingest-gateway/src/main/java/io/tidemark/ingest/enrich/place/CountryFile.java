package io.tidemark.ingest.enrich.place;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import io.tidemark.ingest.visitor.IpLiteral;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Countries by a MaxMind-format file (GeoLite2, GeoIP2, DB-IP, IPinfo: any with a country), mapped
 * into memory rather than read onto the heap. A newer file counts after a restart; put it in place
 * by renaming, never by writing over the one in use. Thread-safe.
 */
public final class CountryFile implements Countries {
  private static final Logger LOG = LoggerFactory.getLogger(CountryFile.class);

  private final Reader reader;

  private CountryFile(Reader reader) {
    this.reader = reader;
  }

  /**
   * Opens a file.
   *
   * @throws IllegalArgumentException it cannot be read or is no such file
   */
  public static CountryFile open(Path file) {
    try {
      return new CountryFile(
          new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache()));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "TIDEMARK_GEOIP_DB is "
              + file
              + ", which is not a file in MaxMind's format ("
              + e.getMessage()
              + "); expected one like GeoLite2-Country.mmdb",
          e);
    }
  }

  @Override
  public @Nullable String of(String address) {
    byte[] bytes = IpLiteral.parse(address);
    if (bytes == null) {
      return null;
    }
    try {
      return code(reader.get(InetAddress.getByAddress(bytes), Map.class));
    } catch (IOException | RuntimeException e) {
      LOG.debug("The country file cannot be read: {}", e.getClass().getSimpleName());
      return null;
    }
  }

  /** {@code country.iso_code} as MaxMind and DB-IP have it, or IPinfo's {@code country_code}. */
  private static @Nullable String code(@Nullable Map<?, ?> found) {
    if (found == null) {
      return null;
    }
    Object country = found.get("country");
    Object code = country instanceof Map<?, ?> fields ? fields.get("iso_code") : country;
    if (found.get("country_code") instanceof String flat) {
      code = flat;
    }
    return code instanceof String text && text.matches("[A-Z]{2}") ? text : null;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      LOG.debug("The country file did not close", e);
    }
  }
}
