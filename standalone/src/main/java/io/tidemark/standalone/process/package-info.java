/**
 * Processes composed of the parts: all in one, the gateway alone, a query server alone.
 *
 * <p>For the commands. Deliberately absent: settings as text; the parts get their checked records.
 */
@NullMarked
package io.tidemark.standalone.process;

import org.jspecify.annotations.NullMarked;
