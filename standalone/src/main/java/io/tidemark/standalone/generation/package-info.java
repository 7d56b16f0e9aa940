/**
 * The generations of the statistics: which one serves, and the change from one to the next while
 * questions are answered.
 *
 * <p>For the processes and the commands. Deliberately absent: how a generation is counted.
 */
@NullMarked
package io.tidemark.standalone.generation;

import org.jspecify.annotations.NullMarked;
