/**
 * The folder of everything that is kept on this machine.
 *
 * <p>For the commands. Deliberately absent: what lies in it; the broker and the state stores write
 * their own.
 */
@NullMarked
package io.tidemark.standalone.data;

import org.jspecify.annotations.NullMarked;
