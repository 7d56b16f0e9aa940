package io.tidemark.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.standalone.StartException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> closed = new ArrayList<>();
  private final Parts parts = new Parts();

  private AutoCloseable part(String name) {
    return () -> closed.add(name);
  }

  @Test
  void close_parts_closesInReverseOrderOnce() throws Exception {
    parts.start("a", () -> part("a"));
    parts.start("b", () -> part("b"));
    parts.start("c", () -> part("c"));

    parts.close();
    parts.close();

    assertThat(closed).containsExactly("c", "b", "a");
  }

  @Test
  void close_aPartFails_closesTheRest() throws Exception {
    parts.start("a", () -> part("a"));
    parts.start(
        "b",
        () ->
            (AutoCloseable)
                () -> {
                  throw new IllegalStateException("stuck");
                });

    parts.close();

    assertThat(closed).containsExactly("a");
  }

  @Test
  void start_portTakenSinceItWasLookedAt_saysSoInASentence() {
    BindException refusal = new BindException("the gateway cannot listen on 127.0.0.1:3001");

    assertThatThrownBy(
            () ->
                parts.start(
                    "gateway",
                    () -> {
                      throw new UncheckedIOException("not the sentence", refusal);
                    }))
        .isInstanceOf(StartException.class)
        .hasMessage("the gateway cannot listen on 127.0.0.1:3001");
  }

  @Test
  void start_afterClose_startsNothing() {
    parts.close();

    assertThatThrownBy(() -> parts.start("a", () -> part("a")))
        .isInstanceOf(InterruptedException.class);
    assertThat(closed).isEmpty();
  }
}
