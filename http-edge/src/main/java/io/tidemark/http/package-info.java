/**
 * What the gateway's and the query server's HTTP sides share: turns for requests, protection from
 * slow clients, answers that wait for nobody, errors found before a route, security headers, and
 * the contract's documents.
 *
 * <p>For {@code io.tidemark.ingest.http} and {@code io.tidemark.query.http}. Deliberately absent:
 * routes, limits (each server has its own), and what an answer or an error says.
 */
@NullMarked
package io.tidemark.http;

import org.jspecify.annotations.NullMarked;
