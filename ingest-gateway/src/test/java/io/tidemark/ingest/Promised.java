package io.tidemark.ingest;

import io.tidemark.schemas.openapi.ApiContract;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Holds answers against the OpenAPI document. */
final class Promised {

  /** Throws if an answer is not as the document promises. */
  static void verify(ApiContract contract, HttpRequest request, HttpResponse<String> response) {
    String query = request.uri().getRawQuery();
    var problems =
        contract.problems(
            new ApiContract.Answer(
                request.method(),
                request.uri().getRawPath() + (query == null ? "" : "?" + query),
                response.statusCode(),
                name -> response.headers().firstValue(name).orElse(""),
                response.body()));
    if (!problems.isEmpty()) {
      throw new AssertionError(String.join("\n", problems));
    }
  }

  private Promised() {}
}
