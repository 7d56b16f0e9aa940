package io.tidemark.topology.view;

import java.time.Instant;
import java.util.List;

/**
 * Who holds what, as this instance last learned it from the group.
 *
 * @param at when it was last confirmed: while the group is stable that is now, during a rebalance
 *     the moment before it began; {@link Instant#EPOCH}: never
 * @param members every instance that holds a partition
 */
public record GroupView(Instant at, List<Member> members) {
  public GroupView {
    members = List.copyOf(members);
  }

  /**
   * One instance.
   *
   * @param active the partitions it processes, ascending
   * @param standby the partitions it has a copy of, ascending
   */
  public record Member(Endpoint endpoint, List<Integer> active, List<Integer> standby) {
    public Member {
      active = List.copyOf(active);
      standby = List.copyOf(standby);
    }
  }
}
