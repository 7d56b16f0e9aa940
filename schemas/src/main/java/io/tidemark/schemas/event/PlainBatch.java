package io.tidemark.schemas.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch as most senders write it, read in one pass over its bytes: nothing wrong with any event,
 * fields that are known, text without escapes, canonical properties. Blanks may stand anywhere.
 *
 * <p>Whatever else it meets it leaves to {@link BatchReader}'s JSON parser, valid or not, which
 * begins anew; what it takes, that takes too, with the same events. For one batch and one thread.
 */
final class PlainBatch {
  private static final byte[] EVENTS = Field.ascii("\"events\"");
  private static final byte[] NULL = Field.ascii("null");
  private static final int LEAST_BYTES = 8;

  /** Of a time in milliseconds: far beyond any that is accepted, and no overflow. */
  private static final int MOST_DIGITS = 15;

  private final byte[] json;
  private final EventDefaults defaults;
  private final FieldNames names = new FieldNames();
  private final WrittenTime time = new WrittenTime();
  private final CanonicalProperties properties = new CanonicalProperties();
  private int at;

  private PlainBatch(byte[] json, EventDefaults defaults) {
    this.json = json;
    this.defaults = defaults;
  }

  /** The events, all of them accepted; null: it is not of this form. */
  static @Nullable List<Decoded> read(byte @Nullable [] json, EventDefaults defaults) {
    return json == null || json.length < LEAST_BYTES ? null : new PlainBatch(json, defaults).all();
  }

  private @Nullable List<Decoded> all() {
    boolean wrapped = take('{');
    if (wrapped && !(takeAll(EVENTS) && take(':'))) {
      return null;
    }
    List<Decoded> events = array();
    boolean ended = !wrapped || take('}');
    skipBlanks();
    return ended && at == json.length ? events : null;
  }

  private @Nullable List<Decoded> array() {
    if (!take('[')) {
      return null;
    }
    List<Decoded> events = new ArrayList<>();
    do {
      Decoded event = event();
      if (event == null || events.size() == EventLimits.BATCH_EVENTS) {
        return null;
      }
      events.add(event);
    } while (take(','));
    return take(']') ? events : null;
  }

  private @Nullable Decoded event() {
    if (!take('{')) {
      return null;
    }
    EventDraft draft = new EventDraft(defaults);
    names.begin();
    int seen = 0;
    do {
      Field field = name();
      int bit = field == null ? 0 : 1 << EventFields.index(field);
      if (field == null || (seen & bit) != 0 || !value(draft, field)) {
        return null;
      }
      seen |= bit;
    } while (take(','));
    return take('}') && draft.finish() instanceof Decoded.Accepted accepted ? accepted : null;
  }

  /** The field whose name and colon come next; null: there is none. */
  private @Nullable Field name() {
    if (!take('"')) {
      return null;
    }
    FieldNames.Name name = names.at(json, at);
    if (name == null) {
      return null;
    }
    at += name.bytes().length;
    return take(':') ? name.field() : null;
  }

  /** Whether the value that comes next is one that the field may have. */
  private boolean value(EventDraft draft, Field field) {
    skipBlanks();
    if (next() == 'n') {
      return takeAll(NULL);
    }
    return switch (field) {
      case TIMESTAMP -> timestamp(draft);
      case COUNT -> count(draft);
      case PROPERTIES -> properties(draft);
      default -> text(draft, field);
    };
  }

  private boolean text(EventDraft draft, Field field) {
    int from = at + 1;
    int quote = quote();
    return quote >= 0 && draft.plain(field, json, from, quote);
  }

  private boolean timestamp(EventDraft draft) {
    return next() == '"' ? writtenTime(draft) : milliseconds(draft);
  }

  private boolean milliseconds(EventDraft draft) {
    int from = at;
    boolean taken = takeDigits();
    if (taken) {
      draft.timestampMs(Long.parseLong(string(from, at)));
    }
    return taken;
  }

  private boolean writtenTime(EventDraft draft) {
    int from = at + 1;
    int quote = quote();
    long epochMs = quote - from == Iso8601.WRITTEN ? time.parse(json, from) : Iso8601.NONE;
    if (epochMs != Iso8601.NONE) {
      draft.timestamp(epochMs, "", ""); // no words: what it refuses is read again by the parser
    } else if (quote >= 0) {
      draft.timestamp(string(from, quote));
    }
    return quote >= 0;
  }

  private boolean count(EventDraft draft) {
    int from = at;
    boolean taken = takeDigits();
    if (taken) {
      draft.count(string(from, at));
    }
    return taken;
  }

  private boolean properties(EventDraft draft) {
    int from = at;
    int end = properties.end(json, from);
    if (end < 0 || end - from > EventLimits.PROPERTIES_BYTES) {
      return false;
    }
    at = end;
    draft.properties(string(from, end));
    return true;
  }

  /** Passes a text; index of its last quote, -1: it is none, or not a plain one. */
  private int quote() {
    int quote = next() == '"' ? Words.closingQuote(json, at + 1) : -1;
    at = quote < 0 ? at : quote + 1;
    return quote;
  }

  /** Passes a number of few digits; false: it is none, or has a sign, fraction or exponent. */
  private boolean takeDigits() {
    int from = at;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    int digits = at - from;
    int behind = next();
    return digits > 0
        && digits <= MOST_DIGITS
        && json[from] != '0'
        && behind != '.'
        && (behind | 0x20) != 'e';
  }

  private String string(int from, int to) {
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  /** Passes blanks, and this character if it comes next. */
  private boolean take(char wanted) {
    skipBlanks();
    boolean taken = next() == wanted;
    at = taken ? at + 1 : at;
    return taken;
  }

  private boolean takeAll(byte[] wanted) {
    skipBlanks();
    boolean taken = Words.standsAt(json, at, wanted);
    at = taken ? at + wanted.length : at;
    return taken;
  }

  private void skipBlanks() {
    while (next() == ' ' || next() == '\n' || next() == '\t' || next() == '\r') {
      at++;
    }
  }

  /** The byte where we are; -1 at the end. */
  private int next() {
    return at < json.length ? json[at] : -1;
  }
}
