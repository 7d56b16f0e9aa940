/**
 * Log lines as JSON, on top of slf4j-simple: its levels, another form. Used by the command line,
 * which chooses the form before the first logger is made. Text is slf4j-simple's own.
 */
@NullMarked
package io.tidemark.standalone.log;

import org.jspecify.annotations.NullMarked;
