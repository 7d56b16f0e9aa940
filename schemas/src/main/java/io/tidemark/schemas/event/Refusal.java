package io.tidemark.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A refusal a person can act on.
 *
 * @param code the kind
 * @param message what the value is, and what was expected; never a whole payload
 * @param field the field in the canonical snake_case name; null when it is about the whole
 */
public record Refusal(RefusalCode code, String message, @Nullable String field) {}
