package io.tidemark.standalone.settings;

/** The headings settings are listed under. */
public enum Group {
  NETWORK("Network"),
  KAFKA("Kafka"),
  EVENTS("Events"),
  STATISTICS("Statistics"),
  MEMORY("Memory and speed"),
  PROCESS("Process");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
