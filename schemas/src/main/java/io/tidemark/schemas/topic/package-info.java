/**
 * The topic catalogue and the home-partition function.
 *
 * <p>For everybody. Deliberately absent: clients; who creates and checks the topics is the
 * process's {@code main}.
 */
@NullMarked
package io.tidemark.schemas.topic;

import org.jspecify.annotations.NullMarked;
