/**
 * The command that spreads a site over several partitions: {@code hot-site}.
 *
 * <p>It writes a record and reads it; who counts, sends and asks follows that by itself.
 */
@NullMarked
package io.tidemark.standalone.hotsites;

import org.jspecify.annotations.NullMarked;
