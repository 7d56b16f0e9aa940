package io.tidemark.ingest.accept;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sites are taken: the listed ones, or, without a list, the first so many since the start.
 * Thread-safe.
 */
public final class SiteAdmission {
  private final Set<String> listed;
  private final int maxSites;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /**
   * Starts with no site seen.
   *
   * @param listed the only sites taken; empty: any
   * @param maxSites most distinct sites taken where none is listed
   */
  public SiteAdmission(Set<String> listed, int maxSites) {
    this.listed = Set.copyOf(listed);
    this.maxSites = maxSites;
  }

  /** Why a site is not taken; null: it is. */
  @Nullable Refusal refusal(String siteId) {
    if (!listed.isEmpty()) {
      return listed.contains(siteId)
          ? null
          : refused("this site_id is not among TIDEMARK_SITES; expected one of those");
    }
    if (seen.contains(siteId)) {
      return null;
    }
    synchronized (seen) {
      if (seen.contains(siteId)) {
        return null;
      }
      if (seen.size() >= maxSites) {
        return refused(
            "this site_id is new, and %d sites have been taken already; raise TIDEMARK_MAX_SITES"
                .formatted(maxSites));
      }
      seen.add(siteId);
      return null;
    }
  }

  /** Whether an event of a site would be taken now; unlike one, this takes none of the room. */
  public boolean wouldTake(String siteId) {
    return listed.isEmpty()
        ? seen.contains(siteId) || seen.size() < maxSites
        : listed.contains(siteId);
  }

  private static Refusal refused(String message) {
    return new Refusal(RefusalCode.SITE_NOT_ALLOWED, message, "site_id");
  }
}
