/**
 * The event: its record, its limits, and the codec between it and JSON bytes.
 *
 * <p>For everybody. Deliberately absent: HTTP, Kafka, the clock; whoever reads an event says what
 * "now" is.
 */
@NullMarked
package io.tidemark.schemas.event;

import org.jspecify.annotations.NullMarked;
