/**
 * What the commands that talk to a running system share: how they reach Kafka, and how they show a
 * person what they do.
 *
 * <p>For the commands. Deliberately absent: what a single command does.
 */
@NullMarked
package io.tidemark.standalone.tool;

import org.jspecify.annotations.NullMarked;
