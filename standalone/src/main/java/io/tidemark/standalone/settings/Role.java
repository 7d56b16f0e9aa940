package io.tidemark.standalone.settings;

import java.util.Locale;

/** What a process does; defaults and the settings that matter depend on it. */
public enum Role {
  /** Everything in one process, with its own broker. */
  UP,
  /** The ingest gateway alone. */
  GATEWAY,
  /** The query server and its share of the statistics. */
  QUERY,
  /** A command that talks to a running system. */
  TOOL;

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
