/**
 * {@code ./tidemark demo}: made-up traffic of made-up sites, for looking at a running system.
 *
 * <p>For the command line. Deliberately absent: anything about real people or sites; names, pages
 * and habits are made here from a seed.
 */
@NullMarked
package io.tidemark.standalone.demo;

import org.jspecify.annotations.NullMarked;
