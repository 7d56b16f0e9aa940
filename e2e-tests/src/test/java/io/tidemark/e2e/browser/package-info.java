/**
 * A real browser for tests: the Chromium of this machine, without a window, over the Chrome
 * DevTools Protocol.
 *
 * <p>{@link io.tidemark.e2e.browser.Browser} starts it, a {@link io.tidemark.e2e.browser.Person}
 * has storage of their own and opens {@link io.tidemark.e2e.browser.Tab}s, and {@link
 * io.tidemark.e2e.browser.PageServer} has pages to visit. Deliberately absent: a driver to
 * download, and anything of Tidemark.
 */
@NullMarked
package io.tidemark.e2e.browser;

import org.jspecify.annotations.NullMarked;
