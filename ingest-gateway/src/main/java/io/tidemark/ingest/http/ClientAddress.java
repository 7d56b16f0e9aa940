package io.tidemark.ingest.http;

import io.javalin.http.Context;

/** Where a request comes from. */
final class ClientAddress {

  /** The address at the other end of the connection; no header is believed. */
  static String of(Context ctx) {
    return ctx.req().getRemoteAddr();
  }

  private ClientAddress() {}
}
