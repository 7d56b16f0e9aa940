package io.tidemark.topology.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.ViewUnavailableException;
import org.junit.jupiter.api.Test;

class LocalViewsTest {
  @Test
  void view_isReadableFromTheStoresOpeningToItsClosing() {
    LocalViews views;
    RollupView view;
    try (TestTopology topology = new TestTopology(2, new SimpleMeterRegistry())) {
      views = topology.views();

      view = views.view(0);

      assertThat(view.sites()).isEmpty();
      assertThatThrownBy(() -> views.view(1)).isInstanceOf(ViewUnavailableException.class);
    }
    assertThatThrownBy(() -> views.view(0))
        .isInstanceOf(ViewUnavailableException.class)
        .hasMessageContaining("partition 0");
    assertThatThrownBy(view::sites).isInstanceOf(ViewUnavailableException.class);
  }

  @Test
  void closed_leavesAStoreThatWasOpenedSince() {
    LocalViews one = new LocalViews();
    try (TestTopology topology = new TestTopology(1, new SimpleMeterRegistry());
        TestTopology since = new TestTopology(1, new SimpleMeterRegistry())) {
      one.opened(0, topology.store());
      one.opened(0, since.store());

      one.closed(0, topology.store());

      assertThat(one.view(0)).isEqualTo(since.views().view(0));
    }
  }
}
