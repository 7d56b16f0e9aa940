package io.tidemark.query.route;

/** Is told what the router does about slow and silent instances. For any thread. */
public interface RouteObserver {

  /** A second instance was asked because the first one was slow. */
  void hedged();

  /** A question was answered by another instance than the active one. */
  void readStandby();

  /** A peer is not asked for a while, since it was silent. */
  void breakerOpened();
}
