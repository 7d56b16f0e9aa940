package io.tidemark.ingest.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ClientAddressPropertyTest {
  private static final String PROXY = "10.0.0.5";

  private final ClientAddress behindProxies =
      new ClientAddress(List.of(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("fd00::/8")));

  @Property
  void address_ofAnyHeader_neverThrowsAndIsTextOfIt(@ForAll @Size(max = 3) List<String> headers) {
    assertThatCode(() -> behindProxies.of(PROXY, headers)).doesNotThrowAnyException();
    assertThat(IpLiteral.parse(behindProxies.of(PROXY, headers))).isNotNull();
  }
}
