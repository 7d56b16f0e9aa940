package io.tidemark.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.api.Test;

class CannotListenTest {
  @Test
  void of_saysWhoWhereAndWhy() {
    Exception cause = new IllegalStateException("Port already in use");

    assertThat(CannotListen.of("query server", "127.0.0.1", 3002, cause))
        .hasMessage(
            "the query server cannot listen on 127.0.0.1:3002: another process took the port"
                + " meanwhile, or the address is not this machine's")
        .hasCauseInstanceOf(BindException.class)
        .hasRootCause(cause);
  }
}
