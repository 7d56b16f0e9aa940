package io.tidemark.e2e.fault.guarantee;

import java.util.List;

/** Something that holds whatever goes wrong. */
public interface Guarantee {

  /** What speaks against it, in sentences; nothing: it held. */
  List<String> breaches(Evidence evidence);

  /** Its name. */
  default String name() {
    return getClass().getSimpleName();
  }
}
