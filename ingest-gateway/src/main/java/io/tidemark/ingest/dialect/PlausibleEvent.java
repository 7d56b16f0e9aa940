package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventDraft;
import io.tidemark.schemas.event.EventLimits;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.event.PropertiesText;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event as Plausible's tracker and its events API send it: one canonical event per domain.
 *
 * <p>Of a field's names the first that is there counts: {@code n name}, {@code u url}, {@code d
 * domain}, {@code r referrer}, {@code m meta p props}, {@code h hashMode}, {@code i interactive},
 * {@code $ revenue}; {@code e} and {@code sd} of an engagement; others are ignored. For one event
 * and one thread.
 */
final class PlausibleEvent {
  private static final int MAX_NAME = 120;
  private static final int MAX_URL = 2000;
  private static final String PAGE_VIEW = "pageview";
  private static final String ENGAGEMENT = "engagement";
  private static final Set<String> KNOWN =
      Set.of(
          "n",
          "name",
          "u",
          "url",
          "d",
          "domain",
          "r",
          "referrer",
          "m",
          "meta",
          "p",
          "props",
          "h",
          "hashMode",
          "i",
          "interactive",
          "$",
          "revenue",
          "e",
          "sd");

  private final Members members;

  private PlausibleEvent(Members members) {
    this.members = members;
  }

  /** Reads the object the parser stands on, to its end. */
  static PlausibleEvent read(JsonParser in) throws IOException {
    return new PlausibleEvent(Members.read(in, KNOWN, PlausibleProperties::kept));
  }

  /** The events: all of them valid, or all refused for the first thing that is wrong. */
  BatchDecoded events(EventDefaults defaults) {
    String name = name();
    PageUrl url = url();
    Set<String> sites = sites(url);
    String referrer = referrer(url);
    boolean hashMode = hashMode();
    PropertiesText properties = PlausibleProperties.of(members, ENGAGEMENT.equals(name));
    Refusal wrong = members.refusal();
    if (wrong != null || name == null || url == null) {
      Refusal refusal = wrong != null ? wrong : missing("url");
      return allRefused(refusal, sites);
    }
    String eventType = name.equals(PAGE_VIEW) ? Event.PAGE_VIEW : eventType(name, properties);
    String path = hashMode ? url.pathFragmentAndQuery() : url.pathAndQuery();
    List<Decoded> events = new ArrayList<>(sites.size());
    for (String site : sites) {
      EventDraft draft =
          new EventDraft(defaults)
              .text(Field.SITE_ID, site)
              .text(Field.EVENT_TYPE, eventType)
              .text(Field.PATH, path)
              .text(Field.REFERRER, referrer);
      if (properties.size() > 0) {
        draft.properties(properties);
      }
      Decoded event = draft.finish();
      if (event instanceof Decoded.Refused refused) {
        return allRefused(refused.refusal(), sites);
      }
      events.add(event);
    }
    return new BatchDecoded.Events(events);
  }

  private static BatchDecoded allRefused(Refusal refusal, Set<String> sites) {
    if (sites.isEmpty() || sites.size() > EventLimits.BATCH_EVENTS) {
      return new BatchDecoded.Refused(refusal, Math.max(1, sites.size()));
    }
    return new BatchDecoded.Events(
        sites.stream().<Decoded>map(site -> new Decoded.Refused(refusal, site)).toList());
  }

  private @Nullable String name() {
    Members.Value value = members.first("n", "name");
    if (value != null && !value.isString() && !value.isInteger()) {
      members.wrongType("event_name", value, "a string");
      return null;
    }
    if (value == null || value.text().isBlank()) {
      refuse(RefusalCode.MISSING_FIELD, "can't be blank", "event_name");
      return null;
    }
    String name = value.text();
    if (length(name) > MAX_NAME) {
      String message = "should be at most " + MAX_NAME + " character(s)";
      refuse(RefusalCode.TOO_LONG, message, "event_name");
    }
    return name;
  }

  /** The name as an event type; one that is longer than these may be is whole in the properties. */
  private static String eventType(String name, PropertiesText properties) {
    if (length(name) <= EventLimits.EVENT_TYPE) {
      return name;
    }
    if (!properties.has("name")) {
      properties.put("name", name);
    }
    return cut(name, EventLimits.EVENT_TYPE);
  }

  private @Nullable PageUrl url() {
    String text = members.text("url", "u", "url");
    if (text == null || text.isEmpty()) {
      members.refuse(missing("url"));
      return null;
    }
    if (length(text) > MAX_URL) {
      refuse(RefusalCode.TOO_LONG, "should be at most " + MAX_URL + " character(s)", "url");
      return null;
    }
    PageUrl url = PageUrl.of(text);
    if ("data".equals(url.scheme())) {
      refuse(RefusalCode.INVALID_VALUE, "scheme is not allowed", "url");
    }
    return url;
  }

  private Set<String> sites(@Nullable PageUrl url) {
    Set<String> sites = new LinkedHashSet<>();
    String domains = members.text("domain", "d", "domain");
    if (domains != null) {
      for (String domain : domains.split(",", -1)) {
        String site = PageUrl.withoutWww(domain.trim());
        if (!site.isEmpty()) {
          sites.add(site);
        }
      }
    } else if (url != null && url.host() != null) {
      sites.add(PageUrl.withoutWww(url.host()));
    }
    if (sites.isEmpty()) {
      refuse(RefusalCode.MISSING_FIELD, "can't be blank", "domain");
    } else if (sites.size() > EventLimits.BATCH_EVENTS) {
      String message = "should be at most " + EventLimits.BATCH_EVENTS + " domains";
      refuse(RefusalCode.BATCH_TOO_LARGE, message, "domain");
    }
    return sites;
  }

  private @Nullable String referrer(@Nullable PageUrl url) {
    String referrer = members.text("referrer", "r", "referrer");
    if (referrer == null || (url != null && url.isSameHost(referrer))) {
      return null;
    }
    return cut(referrer, MAX_URL);
  }

  private boolean hashMode() {
    Members.Value value = members.first("h", "hashMode");
    if (value == null) {
      return false;
    }
    if (!value.isInteger() && !value.isBoolean() && !value.isString()) {
      members.wrongType("hash_mode", value, "1");
    }
    return value.text().equals("1") || value.text().equals("true");
  }

  private void refuse(RefusalCode code, String message, String field) {
    members.refuse(code, message, field);
  }

  private static Refusal missing(String field) {
    return new Refusal(RefusalCode.MISSING_FIELD, "is required", field);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String cut(String text, int limit) {
    return length(text) <= limit ? text : text.substring(0, text.offsetByCodePoints(0, limit));
  }
}
