/**
 * {@code tidemark status}: a running system at a glance, by what its servers tell over HTTP and
 * what lies in the data folder.
 *
 * <p>For the command line. Deliberately absent: figures of its own; all come from {@code /readyz},
 * {@code /health}, {@code /sites} and {@code /metrics}.
 */
@NullMarked
package io.tidemark.standalone.status;

import org.jspecify.annotations.NullMarked;
