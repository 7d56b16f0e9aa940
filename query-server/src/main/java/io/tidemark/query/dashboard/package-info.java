/**
 * The dashboard's files, as they are sent: a page that names its modules and styles, and these.
 *
 * <p>For the HTTP edge. Deliberately absent: HTTP, and any figures; the page asks the same API as
 * everybody else.
 */
@NullMarked
package io.tidemark.query.dashboard;

import org.jspecify.annotations.NullMarked;
