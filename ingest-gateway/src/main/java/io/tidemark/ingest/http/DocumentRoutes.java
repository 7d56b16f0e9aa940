package io.tidemark.ingest.http;

import io.javalin.config.RoutesConfig;
import io.tidemark.schemas.openapi.ContractFile;

/** The contract, for machines and, at {@code /docs}, for people. */
final class DocumentRoutes {

  static void register(RoutesConfig routes) {
    add(routes, "/openapi.json", ContractFile.GATEWAY);
    add(routes, "/event.schema.json", ContractFile.EVENT_SCHEMA);
    add(routes, "/docs", ContractFile.PAGE);
    add(routes, "/docs/page.js", ContractFile.PAGE_SCRIPT);
    add(routes, "/docs/page.css", ContractFile.PAGE_STYLE);
  }

  private static void add(RoutesConfig routes, String path, ContractFile file) {
    byte[] bytes = file.bytes();
    routes.get(
        path,
        ctx -> {
          if (file == ContractFile.PAGE && ctx.path().endsWith("/")) {
            ctx.redirect("../docs"); // else the page's own addresses would be wrong
            return;
          }
          ctx.contentType(file.mediaType())
              .header("Cache-Control", "no-cache")
              .header("Content-Security-Policy", ContractFile.PAGE_POLICY)
              .header("Referrer-Policy", "no-referrer")
              .header("X-Content-Type-Options", "nosniff")
              .result(bytes);
        });
  }

  private DocumentRoutes() {}
}
