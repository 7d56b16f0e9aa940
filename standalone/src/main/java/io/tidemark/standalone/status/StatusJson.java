package io.tidemark.standalone.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A {@link Status} as one line of JSON; what is not known is null. */
final class StatusJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  static String write(Status status) {
    ObjectNode all = JSON.createObjectNode();
    all.put("ready", status.isAllReady());
    servers(all.putArray("gateways"), status.gateways());
    servers(all.putArray("query_servers"), status.queryServers());
    number(all, "accepted_per_second", status.acceptedPerSecond());
    number(all, "counted_per_second", status.countedPerSecond());
    if (status.backlog().isPresent()) {
      all.put("backlog", status.backlog().getAsLong());
    } else {
      all.putNull("backlog");
    }
    all.put("as_of", status.asOf() == null ? null : status.asOf().toString());
    number(all, "behind_seconds", status.behindSeconds());
    sites(all, status.sites());
    Instances instances = status.instances();
    if (instances == null) {
      all.putNull("instances");
    } else {
      all.putObject("instances")
          .put("query_servers", instances.queryServers())
          .put("threads", instances.threads())
          .put("state", instances.state());
    }
    disk(all, status.disk());
    return all.toString();
  }

  private static void servers(ArrayNode to, List<Status.Server> servers) {
    for (Status.Server server : servers) {
      ObjectNode one = to.addObject();
      one.put("url", server.url());
      one.put("up", server.up());
      one.put("version", server.version());
      one.put("ready", server.isReady());
      one.put("problem", server.problem());
    }
  }

  private static void sites(ObjectNode all, Status.@Nullable Sites sites) {
    if (sites == null) {
      all.putNull("sites");
      return;
    }
    ObjectNode to = all.putObject("sites");
    to.put("count", sites.count());
    ArrayNode top = to.putArray("top");
    for (Status.Site site : sites.top()) {
      top.addObject().put("site_id", site.siteId()).put("views_today", site.viewsToday());
    }
  }

  private static void disk(ObjectNode all, @Nullable Disk disk) {
    if (disk == null) {
      all.putNull("disk");
      return;
    }
    all.putObject("disk")
        .put("folder", disk.folder().toString())
        .put("log_bytes", disk.logBytes())
        .put("state_bytes", disk.stateBytes())
        .put("free_bytes", disk.freeBytes());
  }

  private static void number(ObjectNode to, String name, OptionalDouble value) {
    if (value.isPresent()) {
      to.put(name, Math.round(value.getAsDouble() * 10) / 10.0);
    } else {
      to.putNull(name);
    }
  }

  private StatusJson() {}
}
