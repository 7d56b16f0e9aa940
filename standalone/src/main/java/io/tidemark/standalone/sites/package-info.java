/**
 * The commands about one site: its raw events out of the log, and the removal of its statistics.
 *
 * <p>For the command line. Deliberately absent: counting; a removal is a record that the topology
 * carries out.
 */
@NullMarked
package io.tidemark.standalone.sites;

import org.jspecify.annotations.NullMarked;
