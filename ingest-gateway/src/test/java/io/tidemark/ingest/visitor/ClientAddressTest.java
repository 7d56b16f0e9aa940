package io.tidemark.ingest.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private static final String PROXY = "10.0.0.5";
  private static final String CLIENT = "203.0.113.7";

  private final ClientAddress behindProxies =
      new ClientAddress(
          List.of(
              AddressBlock.parse("10.0.0.0/8"),
              AddressBlock.parse("fd00::/8"),
              AddressBlock.parse("192.0.2.1")));

  private String of(String peer, String... forwardedFor) {
    return behindProxies.of(peer, List.of(forwardedFor));
  }

  @Test
  void address_nothingTrusted_isThePeers() {
    assertThat(new ClientAddress(List.of()).of(PROXY, List.of(CLIENT))).isEqualTo(PROXY);
  }

  @Test
  void address_peerIsNoProxy_headerDoesNotCount() {
    assertThat(of("198.51.100.1", CLIENT)).isEqualTo("198.51.100.1");
  }

  @Test
  void address_behindAProxy_isTheOneItNamed() {
    assertThat(of(PROXY, CLIENT)).isEqualTo(CLIENT);
    assertThat(of("fd00::1", CLIENT)).isEqualTo(CLIENT);
    assertThat(of("::ffff:10.0.0.5", CLIENT)).isEqualTo(CLIENT);
    assertThat(of("[fd00::1%eth0]", CLIENT)).isEqualTo(CLIENT);
  }

  @Test
  void address_clientForgedTheHeader_isStillItsOwn() {
    assertThat(of(PROXY, "1.1.1.1, " + CLIENT)).isEqualTo(CLIENT);
    assertThat(of(PROXY, "10.9.9.9, " + CLIENT)).isEqualTo(CLIENT);
    assertThat(of(PROXY, "1.1.1.1", "8.8.8.8," + CLIENT)).isEqualTo(CLIENT);
  }

  @Test
  void address_behindSeveralProxies_isTheFirstThatIsNoneOfThem() {
    assertThat(of(PROXY, "1.1.1.1, " + CLIENT + ", 192.0.2.1, 10.1.1.1")).isEqualTo(CLIENT);
    assertThat(of(PROXY, CLIENT + ",192.0.2.1", "10.1.1.1")).isEqualTo(CLIENT);
  }

  @Test
  void address_allAreProxies_isTheFarthest() {
    assertThat(of(PROXY, "10.2.2.2, 10.1.1.1")).isEqualTo("10.2.2.2");
  }

  @Test
  void address_withPortBracketsOrQuotes_isWithoutThem() {
    assertThat(of(PROXY, CLIENT + ":54321")).isEqualTo(CLIENT);
    assertThat(of(PROXY, "[2001:db8::7]:443")).isEqualTo("2001:db8::7");
    assertThat(of(PROXY, "\"[2001:db8::7]\"")).isEqualTo("2001:db8::7");
    assertThat(of(PROXY, "2001:db8::7")).isEqualTo("2001:db8::7");
  }

  @Test
  void address_headerIsGarbage_isTheLastOneKnown() {
    for (String garbage :
        List.of("unknown", "", " ", ",", "_hidden", "1.2.3", "evil.example", "::g", "[", "\"")) {
      assertThat(of(PROXY, garbage)).as(garbage).isEqualTo(PROXY);
      assertThat(of(PROXY, garbage + ", 10.1.1.1")).as(garbage).isEqualTo("10.1.1.1");
      assertThat(of(PROXY, garbage + "," + CLIENT)).as(garbage).isEqualTo(CLIENT);
    }
  }

  @Test
  void address_endlessHeader_isCutOff() {
    assertThat(of(PROXY, CLIENT + ", 10.1.1.1".repeat(10_000))).isEqualTo("10.1.1.1");
  }

  @Test
  void block_contains_whatItsPrefixSays() {
    AddressBlock block = AddressBlock.parse("172.16.0.0/12");
    assertThat(block.contains(IpLiteral.parse("172.31.255.255"))).isTrue();
    assertThat(block.contains(IpLiteral.parse("172.32.0.0"))).isFalse();
    assertThat(block.contains(IpLiteral.parse("::1"))).isFalse();
    assertThat(AddressBlock.parse("0.0.0.0/0").contains(IpLiteral.parse("8.8.8.8"))).isTrue();
    assertThat(AddressBlock.parse("::ffff:10.0.0.0/104"))
        .isEqualTo(AddressBlock.parse("10.0.0.0/8"));
  }

  @Test
  void block_thatIsNone_isRefused() {
    for (String text :
        List.of(
            "",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/-1",
            "x",
            "::/129",
            "10/8",
            "::ffff:1.2.3.4/8")) {
      assertThatThrownBy(() -> AddressBlock.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
