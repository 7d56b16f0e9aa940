package io.tidemark.ingest.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class IpLiteralPropertyTest {

  @Property
  void parse_ofAnAddress_givesItsBytes(@ForAll @Size(4) byte[] v4, @ForAll @Size(16) byte[] v6)
      throws UnknownHostException {
    assertThat(IpLiteral.parse(InetAddress.getByAddress(v4).getHostAddress())).isEqualTo(v4);
    InetAddress address = InetAddress.getByAddress(v6);
    assertThat(IpLiteral.parse(address.getHostAddress())).isEqualTo(address.getAddress());
    assertThat(IpLiteral.parse("[" + address.getHostAddress() + "%eth0]"))
        .isEqualTo(address.getAddress());
  }

  @Property
  void parse_ofAnyText_neverThrows(@ForAll String text) {
    assertThatCode(() -> IpLiteral.parse(text)).doesNotThrowAnyException();
  }

  @Property
  void parse_ofWhatLooksLikeOne_agreesWithJavaOrIsNone(
      @ForAll
          @StringLength(max = 24)
          @CharRange(from = '0', to = ':')
          @CharRange(from = 'a', to = 'f')
          String text)
      throws UnknownHostException {
    byte[] parsed = IpLiteral.parse("::" + text);
    if (parsed != null) {
      assertThat(parsed).isEqualTo(InetAddress.getByName("::" + text).getAddress());
    }
  }

  @Example
  void parse_ofKnownSpellings() {
    byte[] expected = new byte[16];
    expected[0] = 0x20;
    expected[1] = 0x01;
    expected[2] = 0x0d;
    expected[3] = (byte) 0xb8;
    expected[15] = 1;
    assertThat(IpLiteral.parse("2001:db8::1")).isEqualTo(expected);
    assertThat(IpLiteral.parse("2001:DB8:0:0::1")).isEqualTo(expected);
    assertThat(IpLiteral.parse("2001:db8::0.0.0.1")).isEqualTo(expected);
    assertThat(IpLiteral.parse("::ffff:192.0.2.1")).isEqualTo(new byte[] {(byte) 192, 0, 2, 1});
    assertThat(IpLiteral.parse("::ffff:c000:201")).isEqualTo(new byte[] {(byte) 192, 0, 2, 1});
    assertThat(IpLiteral.parse("::")).isEqualTo(new byte[16]);
  }

  @Example
  void parse_ofNoAddress_isNone() {
    for (String text :
        new String[] {
          "",
          ".",
          "1",
          "1.2.3",
          "1.2.3.4.5",
          "1.2.3.256",
          "01.2.3.4",
          "1.2.3.4 ",
          "1..2.3",
          ":",
          ":::",
          "1::2::3",
          "1:2:3:4:5:6:7",
          "1:2:3:4:5:6:7:8:9",
          "::12345",
          "g::",
          "1:2:3:4:5:6:7::8",
          "localhost",
          "example.com",
          "[",
          "[]",
          "[1.2.3.4",
          "::1.2.3",
          "1.2.3.4::",
          "٣.2.3.4"
        }) {
      assertThat(IpLiteral.parse(text)).as(text).isNull();
    }
  }
}
