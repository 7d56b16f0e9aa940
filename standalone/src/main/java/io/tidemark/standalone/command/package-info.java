/**
 * The commands of the command line, one class each.
 *
 * <p>For {@code main}; {@link io.tidemark.standalone.command.SettingsCommand} is also for the
 * commands in other packages. Deliberately absent: what the commands do; they compose it from the
 * other packages.
 */
@NullMarked
package io.tidemark.standalone.command;

import org.jspecify.annotations.NullMarked;
