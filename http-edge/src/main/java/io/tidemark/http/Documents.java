package io.tidemark.http;

import io.javalin.http.Handler;
import io.tidemark.schemas.openapi.ContractFile;
import java.util.Map;

/** The contract, for machines and, at {@code /docs}, for people. */
public final class Documents {

  /**
   * What stands where.
   *
   * @param api what the server's own routes take and give
   */
  public static Map<String, ContractFile> of(ContractFile api) {
    return Map.of(
        "/openapi.json", api,
        "/event.schema.json", ContractFile.EVENT_SCHEMA,
        "/docs", ContractFile.PAGE,
        "/docs/page.js", ContractFile.PAGE_SCRIPT,
        "/docs/page.css", ContractFile.PAGE_STYLE);
  }

  /** Answers with a file, whose policy is wider than {@link SecurityHeaders}'s. */
  public static Handler answering(ContractFile file) {
    byte[] bytes = file.bytes();
    return ctx -> {
      if (file == ContractFile.PAGE && ctx.path().endsWith("/")) {
        ctx.redirect("../docs"); // else the page's own addresses would be wrong
        return;
      }
      ctx.contentType(file.mediaType())
          .header("Cache-Control", "no-cache")
          .header("Content-Security-Policy", ContractFile.PAGE_POLICY)
          .result(bytes);
    };
  }

  private Documents() {}
}
