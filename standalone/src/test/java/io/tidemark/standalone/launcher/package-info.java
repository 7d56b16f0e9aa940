/** Tests of the start script; there is no code of ours beside it. */
@NullMarked
package io.tidemark.standalone.launcher;

import org.jspecify.annotations.NullMarked;
