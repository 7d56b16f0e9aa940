package io.tidemark.schemas.event;

import java.util.Arrays;

/**
 * What stands before a text value in canonical bytes: a comma (the brace, for the first), the
 * field's name, the colon and the value's first quote; to be compared as words.
 *
 * @param index of the field in {@link EventFields}
 * @param limit most bytes of its value that are surely within the field's limit
 * @param bytes how many these are, 7..24
 * @param head the first eight
 * @param headMask which of the head belong to the name
 * @param middle the next eight
 * @param tail the last eight
 */
record CanonicalName(
    int index, int limit, int bytes, long head, long headMask, long middle, long tail) {

  /*
   *   ,"utm_campaign":"spring","browser":"Firefox","os":"Linux"}
   *   |-head-||-mid--|
   *            |-tail-|
   *
   * Most names have 9 to 16 bytes: head and tail decide. Which words are looked at is known when
   * the code is compiled, for names are constants.
   */

  static CanonicalName of(Field field) {
    String before = field == Field.SITE_ID ? "{" : ",";
    return of(field, before + "\"" + field.canonical() + "\":\"");
  }

  static CanonicalName of(Field field, String text) {
    byte[] name = Field.ascii(text);
    byte[] padded = Arrays.copyOf(name, 24);
    return new CanonicalName(
        EventFields.index(field),
        field.limit(),
        name.length,
        Words.at(padded, 0),
        name.length < 8 ? -1L >>> (64 - 8 * name.length) : -1L,
        Words.at(padded, 8),
        Words.at(padded, Math.max(0, name.length - 8)));
  }

  /**
   * Whether the name is there, and something behind it.
   *
   * @param json eight bytes or more
   */
  boolean standsAt(byte[] json, int at) {
    return (Words.padded(json, at) & headMask) == head
        && at + bytes < json.length
        && (bytes <= 8 || Words.at(json, at + bytes - 8) == tail)
        && (bytes <= 16 || Words.at(json, at + 8) == middle);
  }
}
