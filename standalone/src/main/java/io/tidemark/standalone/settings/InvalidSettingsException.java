package io.tidemark.standalone.settings;

import java.util.List;

/** Settings that stop the start. */
public final class InvalidSettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidSettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each, without a full stop: key, value, and what was expected. */
  public List<String> problems() {
    return problems;
  }
}
