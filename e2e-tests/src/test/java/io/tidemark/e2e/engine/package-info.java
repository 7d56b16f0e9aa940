/**
 * The statistics engine on a real broker, in this JVM: what processes from the outside cannot show.
 */
@NullMarked
package io.tidemark.e2e.engine;

import org.jspecify.annotations.NullMarked;
