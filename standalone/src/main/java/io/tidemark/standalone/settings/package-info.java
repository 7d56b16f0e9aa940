/**
 * Every setting of Tidemark: its key, flag, default, unit, meaning and range, and where its value
 * came from.
 *
 * <p>For the commands. This is the only package that reads the environment. Deliberately absent:
 * what the settings are for; each part gets its own checked record from {@link
 * io.tidemark.standalone.settings.Configs}.
 */
@NullMarked
package io.tidemark.standalone.settings;

import org.jspecify.annotations.NullMarked;
