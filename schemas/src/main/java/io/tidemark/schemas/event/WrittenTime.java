package io.tidemark.schemas.event;

/**
 * An instant as {@link Iso8601#write} writes it, read by position: three words, whose separators
 * and digits are checked all at once. It remembers the last day, for most events are of the same.
 * Not thread-safe.
 */
final class WrittenTime {
  private static final Pattern YEAR_MONTH = Pattern.of("0000-00-");
  private static final Pattern DAY_HOUR_MINUTE = Pattern.of("00T00:00");
  private static final Pattern SECOND_MILLIS = Pattern.of(":00.000Z");
  private static final long HIGH_BITS = 0x8080808080808080L;

  private long yearMonth;
  private int day;
  private long midnightMs = Iso8601.NONE;

  /**
   * Milliseconds since the epoch.
   *
   * @param at where {@link Iso8601#WRITTEN} bytes begin, all there
   * @return {@link Iso8601#NONE}: not of this form, not a time, a leap second, or before 1970
   */
  long parse(byte[] json, int at) {
    long date = Words.at(json, at);
    long minutes = DAY_HOUR_MINUTE.digits(Words.at(json, at + 8));
    long seconds = SECOND_MILLIS.digits(Words.at(json, at + 16));
    if (!DAY_HOUR_MINUTE.fits(minutes) || !SECOND_MILLIS.fits(seconds)) {
      return Iso8601.NONE;
    }
    int hour = two(minutes, 3);
    int minute = two(minutes, 6);
    int second = two(seconds, 1);
    long midnight = midnight(date, two(minutes, 0));
    if (midnight < 0 || hour > 23 || minute > 59 || second > 59) {
      return Iso8601.NONE;
    }
    int millis = two(seconds, 4) * 10 + one(seconds, 6);
    return midnight + ((hour * 60 + minute) * 60 + second) * 1000L + millis;
  }

  private long midnight(long date, int ofMonth) {
    if (date == yearMonth && ofMonth == day) {
      return midnightMs;
    }
    long digits = YEAR_MONTH.digits(date);
    if (!YEAR_MONTH.fits(digits)) {
      return Iso8601.NONE;
    }
    yearMonth = date;
    day = ofMonth;
    midnightMs = Iso8601.midnightMs(two(digits, 0) * 100 + two(digits, 2), two(digits, 5), ofMonth);
    return midnightMs;
  }

  private static int two(long digits, int index) {
    return one(digits, index) * 10 + one(digits, index + 1);
  }

  private static int one(long digits, int index) {
    return (int) (digits >>> (8 * index)) & 0xff;
  }

  /**
   * Eight characters of digits and separators.
   *
   * @param text the characters, any digit being 0
   * @param room what brings a byte's high bit up if it is not what it should be: 0x7f where only 0
   *     is right, 0x76 where 0 to 9 are
   */
  private record Pattern(long text, long room) {
    static Pattern of(String text) {
      long room = 0;
      for (int i = 0; i < 8; i++) {
        room |= (text.charAt(i) == '0' ? 0x76L : 0x7fL) << (8 * i);
      }
      return new Pattern(Words.at(Field.ascii(text), 0), room);
    }

    /** The digits' values, and 0 for the separators. */
    long digits(long word) {
      return word ^ text;
    }

    boolean fits(long digits) {
      return ((digits | (digits + room)) & HIGH_BITS) == 0;
    }
  }
}
