package io.tidemark.schemas.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file of the machine-readable contract, in UTF-8, from this module's resources. */
public enum ContractFile {
  /** What the ingest gateway takes and answers, as OpenAPI 3.1. */
  GATEWAY("openapi/gateway.json", "application/json"),
  /** What the query server answers, as OpenAPI 3.1. */
  QUERY("openapi/query.json", "application/json"),
  /** What an event is, as JSON Schema 2020-12. */
  EVENT_SCHEMA("event.schema.json", "application/schema+json"),
  /**
   * A page for people. It expects, relative to its own address {@code docs}: {@code openapi.json},
   * {@code docs/page.js} and {@code docs/page.css}; it needs nothing from elsewhere.
   */
  PAGE("openapi/page.html", "text/html; charset=utf-8"),
  /** The page's script. */
  PAGE_SCRIPT("openapi/page.js", "text/javascript; charset=utf-8"),
  /** The page's style. */
  PAGE_STYLE("openapi/page.css", "text/css; charset=utf-8");

  /** The value of {@code Content-Security-Policy} under which the page works. */
  public static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String resource;
  private final String mediaType;

  ContractFile(String resource, String mediaType) {
    this.resource = resource;
    this.mediaType = mediaType;
  }

  /** Its media type. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * Reads it.
   *
   * @throws UncheckedIOException the resource cannot be read
   */
  public byte[] bytes() {
    String path = "/io/tidemark/schemas/" + resource;
    try (InputStream in = ContractFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(
            path + " is not on the class path; expected it in the jar of schemas");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
