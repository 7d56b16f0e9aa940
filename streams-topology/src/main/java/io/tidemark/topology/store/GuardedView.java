package io.tidemark.topology.store;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import io.tidemark.topology.view.ViewUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** A view on a store that may move away while it is read. */
record GuardedView(RollupStore store) implements RollupView {

  @Override
  public long countedTo() {
    return ask(RollupView::countedTo);
  }

  @Override
  public int parts(String siteId) {
    return ask(view -> view.parts(siteId));
  }

  @Override
  public boolean hasHotSites() {
    return ask(RollupView::hasHotSites);
  }

  @Override
  public Optional<SiteSummary> site(String siteId) {
    return ask(view -> view.site(siteId));
  }

  @Override
  public SiteQuality quality(String siteId) {
    return ask(view -> view.quality(siteId));
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
  public Optional<BucketView> bucket(String siteId, Level level, long startMs) {
    return ask(view -> view.bucket(siteId, level, startMs)).map(GuardedBucket::new);
  }

  @Override
  public TopValues top(String siteId, Level level, long startMs, Dimension dimension, int limit) {
    return ask(view -> view.top(siteId, level, startMs, dimension, limit));
  }

  @Override
  public long views(String siteId, Level level, long startMs, Dimension dimension, String value) {
    return ask(view -> view.views(siteId, level, startMs, dimension, value));
  }

  @Override
  public Optional<ValueTotals> value(
      String siteId, Level level, long startMs, Dimension dimension, String value) {
    return ask(view -> view.value(siteId, level, startMs, dimension, value));
  }

  private <T> T ask(Function<RollupView, T> question) {
    return guarded(() -> question.apply(store.rollups()));
  }

  /** Tells in the terms of a view that a store cannot be read. */
  static <T> T guarded(Supplier<T> question) {
    try {
      return question.get();
    } catch (InvalidStateStoreException e) {
      throw new ViewUnavailableException("the state moved away or is being restored", e);
    } catch (DamagedStoreException e) {
      throw new ViewUnavailableException("the state's files are damaged; it will be restored", e);
    }
  }
}
