/**
 * What a user agent tells: browser, operating system, class of device, and whether a program calls
 * itself a crawler.
 *
 * <p>For {@code enrich}, through {@link io.tidemark.ingest.enrich.agent.UserAgents}. The parser is
 * uap-java (decision 8); nobody else sees its types. Deliberately absent: versions, models, and
 * judging by anything but the text.
 */
@NullMarked
package io.tidemark.ingest.enrich.agent;

import org.jspecify.annotations.NullMarked;
