package io.tidemark.topology.store;

import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.TopPaths;
import io.tidemark.topology.view.ViewUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** A view on a store that may move away while it is read. */
record GuardedView(RollupStore store) implements RollupView {

  @Override
  public Optional<SiteSummary> site(String siteId) {
    return ask(view -> view.site(siteId));
  }

  @Override
  public List<SiteSummary> sites() {
    return ask(RollupView::sites);
  }

  @Override
  public Optional<BucketTotals> totals(String siteId, Level level, long startMs) {
    return ask(view -> view.totals(siteId, level, startMs));
  }

  @Override
  public TopPaths top(String siteId, Level level, long startMs, int limit) {
    return ask(view -> view.top(siteId, level, startMs, limit));
  }

  @Override
  public long views(String siteId, Level level, long startMs, String path) {
    return ask(view -> view.views(siteId, level, startMs, path));
  }

  private <T> T ask(Function<RollupView, T> question) {
    try {
      return question.apply(store.rollups());
    } catch (InvalidStateStoreException e) {
      throw new ViewUnavailableException("the state moved away or is being restored", e);
    }
  }
}
