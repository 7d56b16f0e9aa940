package io.tidemark.standalone.demo;

/**
 * Somebody who visits a site.
 *
 * @param userId stays the same over all visits
 */
record Person(String userId, String userAgent, String language) {}
