/** What Tidemark is compared with: honest, plain implementations on the same data. */
@NullMarked
package io.tidemark.benchmarks.reference;

import org.jspecify.annotations.NullMarked;
