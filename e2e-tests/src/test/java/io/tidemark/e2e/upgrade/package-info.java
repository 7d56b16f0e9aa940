/**
 * The code of now on what an older version wrote.
 *
 * <p>The data folders are among the test resources, with how they were made.
 */
@NullMarked
package io.tidemark.e2e.upgrade;

import org.jspecify.annotations.NullMarked;
