package io.tidemark.schemas.event;

/**
 * ISO 8601 instants to and from epoch milliseconds, without allocation.
 *
 * <p>Read: {@code YYYY-MM-DDThh:mm[:ss[.fffffffff]]} and an offset: {@code Z}, {@code ±hh:mm},
 * {@code ±hhmm} or {@code ±hh}, at most 18 hours. Digits past the third of the fraction are
 * dropped. A leap second (23:59:60 UTC) is the second after it, as on a POSIX clock; a 60 anywhere
 * else is not a time. {@code T} and {@code Z} may be lower case (RFC 3339).
 *
 * <p>Written: {@code YYYY-MM-DDThh:mm:ss.SSSZ}, always in this form.
 */
final class Iso8601 {
  /** Not a time. */
  static final long NONE = Long.MIN_VALUE;

  /** Characters of a written instant. */
  static final int WRITTEN = 24;

  /** The last instant that can be written: 9999-12-31T23:59:59.999Z. */
  static final long MAX_MS = 253_402_300_799_999L;

  private static final long DAY_MS = 86_400_000L;

  /** Milliseconds since the epoch (negative before 1970), or {@link #NONE}. */
  static long parse(CharSequence text) {
    if (text.length() < 17 || text.length() > 35 || !separatorsFit(text)) {
      return NONE;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    if (year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return NONE;
    }
    long midnightMs = midnightMs(year, month, day);
    return midnightMs == NONE
        ? NONE
        : withSeconds(text, midnightMs + (hour * 60 + minute) * 60_000L);
  }

  private static boolean separatorsFit(CharSequence text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (text.charAt(10) | 0x20) == 't'
        && text.charAt(13) == ':';
  }

  private static long withSeconds(CharSequence text, long minuteMs) {
    int at = 16;
    int second = 0;
    int millis = 0;
    if (text.charAt(at) == ':') {
      second = digits(text, 17, 2);
      if (second < 0 || second > 60) {
        return NONE;
      }
      at = 19;
      if (at < text.length() && text.charAt(at) == '.') {
        int end = endOfDigits(text, at + 1);
        int count = end - at - 1;
        if (count < 1 || count > 9) {
          return NONE;
        }
        millis =
            count >= 3
                ? digits(text, at + 1, 3)
                : digits(text, at + 1, count) * (count == 2 ? 10 : 100);
        at = end;
      }
    }
    int offset = offsetMinutes(text, at);
    if (offset == Integer.MIN_VALUE) {
      return NONE;
    }
    long utcMinuteMs = minuteMs - offset * 60_000L;
    if (second == 60 && Math.floorMod(utcMinuteMs, DAY_MS) != DAY_MS - 60_000) {
      return NONE;
    }
    return utcMinuteMs + second * 1000L + millis;
  }

  /** Minutes east of UTC of the offset that is the rest of the text; MIN_VALUE: it is none. */
  private static int offsetMinutes(CharSequence text, int at) {
    int rest = text.length() - at;
    if (rest == 1 && (text.charAt(at) | 0x20) == 'z') {
      return 0;
    }
    if (rest != 3 && rest != 5 && rest != 6) {
      return Integer.MIN_VALUE;
    }
    char sign = text.charAt(at);
    int hours = digits(text, at + 1, 2);
    int minutes = rest == 3 ? 0 : digits(text, text.length() - 2, 2);
    if ((sign != '+' && sign != '-') || (rest == 6 && text.charAt(at + 3) != ':')) {
      return Integer.MIN_VALUE;
    }
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
      return Integer.MIN_VALUE;
    }
    return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
  }

  /** The number of {@code count} ASCII digits at {@code from}; -1: something else is there. */
  private static int digits(CharSequence text, int from, int count) {
    if (from + count > text.length()) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static int endOfDigits(CharSequence text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /** Midnight UTC of a day, {@link #NONE} if there is no such day. */
  static long midnightMs(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
      return NONE;
    }
    return daysSinceEpoch(year, month, day) * DAY_MS;
  }

  /** Days from 1970-01-01 in the proleptic Gregorian calendar, counted in years from March. */
  private static long daysSinceEpoch(int year, int month, int day) {
    int marchYear = month > 2 ? year : year - 1;
    int marchMonth = (month + 9) % 12;
    int leaps =
        Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
    int dayOfYear = (marchMonth * 153 + 2) / 5 + day - 1;
    return marchYear * 365L + leaps + dayOfYear - 719_468;
  }

  /**
   * Writes an instant as ASCII.
   *
   * @param epochMs 0..{@link #MAX_MS}
   * @param at where the {@value #WRITTEN} bytes begin
   */
  static void write(long epochMs, byte[] to, int at) {
    int days = (int) (epochMs / DAY_MS);
    int ms = (int) (epochMs % DAY_MS);
    int shifted = days + 719_468;
    int era = shifted / 146_097;
    int dayOfEra = shifted % 146_097;
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    put(to, at, era * 400 + yearOfEra + (month <= 2 ? 1 : 0), 4, '-');
    put(to, at + 5, month, 2, '-');
    put(to, at + 8, dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2, 'T');
    put(to, at + 11, ms / 3_600_000, 2, ':');
    put(to, at + 14, ms / 60_000 % 60, 2, ':');
    put(to, at + 17, ms / 1000 % 60, 2, '.');
    put(to, at + 20, ms % 1000, 3, 'Z');
  }

  private static void put(byte[] to, int at, int number, int width, char after) {
    int rest = number;
    for (int i = at + width - 1; i >= at; i--) {
      to[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    to[at + width] = (byte) after;
  }

  private Iso8601() {}
}
