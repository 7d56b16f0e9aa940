/**
 * {@code ./tidemark dlq}: what is on the dead-letter topic, and sending it again once repaired.
 *
 * <p>For the command line. Deliberately absent: why a record is no event; the topology wrote that
 * into the headers.
 */
@NullMarked
package io.tidemark.standalone.dlq;

import org.jspecify.annotations.NullMarked;
