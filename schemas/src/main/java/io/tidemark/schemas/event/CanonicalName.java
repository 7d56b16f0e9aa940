package io.tidemark.schemas.event;

import java.util.Arrays;

/**
 * A text field's name as canonical bytes have it, with its colon and the value's first quote, to be
 * compared as words.
 *
 * @param field the field's ordinal
 * @param bytes how many there are, 6..17
 * @param head the first eight
 * @param headMask which of them are the name's
 * @param tailAt where the tail begins
 * @param tail eight that end with the name, or after 16; the head again if the name is no longer
 * @param limit most bytes of a value in ASCII
 */
record CanonicalName(
    int field, int bytes, long head, long headMask, int tailAt, long tail, int limit) {

  /*
   *   "utm_source":"google","browser":"Firefox","os":"Linux"}
   *   |-head-|
   *        |-tail-|
   *
   * referrer_host alone has 17 bytes; the last quote is looked at on its own.
   */

  /** The names of text fields and of the timestamp, in the order in which they are written. */
  static CanonicalName[] all() {
    return Arrays.stream(Field.values())
        .filter(field -> field != Field.IP) // never written
        .filter(field -> field.limit() > 0 || field == Field.TIMESTAMP)
        .map(CanonicalName::of)
        .toArray(CanonicalName[]::new);
  }

  private static CanonicalName of(Field field) {
    byte[] name = field.textPrefix();
    byte[] padded = Arrays.copyOf(name, 24);
    long headMask = name.length >= 8 ? -1 : -1L >>> (64 - 8 * name.length);
    int tailAt = Math.max(0, Math.min(name.length, 16) - 8);
    long head = Words.at(padded, 0);
    long tail = Words.at(padded, tailAt);
    int limit = field == Field.TIMESTAMP ? Iso8601.WRITTEN : field.limit();
    return new CanonicalName(field.ordinal(), name.length, head, headMask, tailAt, tail, limit);
  }

  /** Whether the name is there. */
  boolean standsAt(byte[] json, int at) {
    return (Words.padded(json, at) & headMask) == head
        && (Words.padded(json, at + tailAt) & headMask) == tail
        && at + bytes < json.length
        && json[at + bytes - 1] == '"';
  }
}
