package io.tidemark.ingest.enrich.agent;

import org.jspecify.annotations.Nullable;

/**
 * What a user agent tells.
 *
 * @param browser a family, like {@code Firefox}; null: not known
 * @param os a family, like {@code Android}; null: not known
 * @param device {@code desktop}, {@code mobile}, {@code tablet}, {@code tv}, {@code console} or
 *     {@code vr}; null: not known
 * @param bot {@code crawler} or {@code headless}; null: it claims to be a person's browser
 */
public record Agent(
    @Nullable String browser, @Nullable String os, @Nullable String device, @Nullable String bot) {}
