package io.tidemark.standalone.status;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A {@link Status} for a person, a screen at most. */
final class StatusText {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private final Ansi ansi;
  private final StringBuilder text = new StringBuilder();

  private StatusText(Ansi ansi) {
    this.ansi = ansi;
  }

  static String write(Status status, Ansi ansi) {
    StatusText to = new StatusText(ansi);
    to.all(status);
    return to.text.toString();
  }

  private void all(Status status) {
    String state =
        status.isAllReady()
            ? ansi.string("@|bold,green up|@")
            : status.isAnythingUp()
                ? ansi.string("@|bold,yellow not all ready|@")
                : ansi.string("@|bold,red down|@");
    text.append("Tidemark is ").append(state).append('\n').append('\n');
    servers("gateway", status.gateways());
    servers("query server", status.queryServers());
    line(
        "events",
        rate(status.acceptedPerSecond())
            + " accepted, "
            + rate(status.countedPerSecond())
            + " counted");
    line(
        "lag",
        status.backlog().isPresent()
            ? number(status.backlog().getAsLong()) + " events not yet counted"
            : "unknown");
    line(
        "freshness",
        status.behindSeconds().isPresent()
            ? String.format(
                Locale.ROOT, "counted up to %.1f s ago", status.behindSeconds().getAsDouble())
            : "unknown");
    sites(status.sites());
    Instances instances = status.instances();
    if (instances != null) {
      line(
          "instances",
          instances.queryServers()
              + " query servers, "
              + instances.threads()
              + " threads; group is "
              + instances.state());
    }
    disk(status.disk());
  }

  private void servers(String what, List<Status.Server> servers) {
    for (Status.Server server : servers) {
      String state =
          server.isReady()
              ? ansi.string("@|green ready|@")
              : ansi.string(server.up() ? "@|yellow up, not ready|@" : "@|red down|@")
                  + ": "
                  + server.problem();
      String version = server.version() == null ? "" : "  version " + server.version();
      line(what, server.url() + "  " + state + version);
    }
  }

  private void sites(Status.@Nullable Sites sites) {
    if (sites == null) {
      line("sites", "unknown");
      return;
    }
    line("sites", number(sites.count()) + (sites.top().isEmpty() ? "" : "; views today:"));
    for (Status.Site site : sites.top()) {
      line("", String.format(Locale.ROOT, "%,12d  %s", site.viewsToday(), clean(site.siteId())));
    }
  }

  private void disk(@Nullable Disk disk) {
    if (disk != null) {
      line(
          "disk",
          disk.folder()
              + ": log "
              + size(disk.logBytes())
              + ", state "
              + size(disk.stateBytes())
              + ", free "
              + size(disk.freeBytes()));
    }
  }

  private void line(String what, String value) {
    text.append(String.format(Locale.ROOT, "  %-13s %s%n", what, value));
  }

  private static String rate(OptionalDouble perSecond) {
    return perSecond.isEmpty()
        ? "unknown"
        : String.format(Locale.ROOT, "%,.0f/s", perSecond.getAsDouble());
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }

  /** A site's id may be any text; none of it reaches the terminal as a command. */
  private static String clean(String siteId) {
    return siteId.replaceAll("\\p{C}", "?");
  }
}
