package io.tidemark.standalone.dlq;

import io.tidemark.standalone.StartException;

/** {@link Place}s from the command line. */
final class Places {

  static Place parse(String text) throws StartException {
    try {
      return Place.parse(text);
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private Places() {}
}
