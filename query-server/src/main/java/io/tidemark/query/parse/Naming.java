package io.tidemark.query.parse;

/** How an answer's fields are named. */
public enum Naming {
  /** As the contract names them: {@code total_views}. */
  SNAKE,
  /** {@code totalViews}. */
  CAMEL
}
