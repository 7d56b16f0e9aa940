/**
 * The command {@code rebuild}: counts the log again beside the generation of the statistics that
 * serves, compares the two, and lets the new one take over.
 *
 * <p>For the command line. Deliberately absent: how servers turn to another generation, see {@link
 * io.tidemark.standalone.generation}.
 */
@NullMarked
package io.tidemark.standalone.rebuild;

import org.jspecify.annotations.NullMarked;
