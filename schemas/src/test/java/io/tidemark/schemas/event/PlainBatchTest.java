package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which batches are read in one pass, and which are left to the parser. */
class PlainBatchTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'path':'/'}]",
        "{'events':[{'path':'/'},{'path':'/'}]}",
        " { 'events' : [ { 'path' : '/' } , { 'path' : '/b' } ] } \n",
        "[{'siteId':'a','path':'/é漢','userId':'u'},{'userId':'u','siteId':'a','path':'/'}]",
        "[{'path':'/a?utm_source=x&y=1#z'}]",
        "[{'path':'/','referrer':null,'user_agent':''}]",
        "[{'path':'/','timestamp':'2026-01-01T00:00:00.000Z'}]",
        "[{'path':'/','timestamp':'2026-01-01T01:00+01:00'}]",
        "[{'path':'/','timestamp':''},{'path':'/','timestamp':null}]",
        "[{'path':'/','timestamp':1767225600000,'count':7}]",
        "[{'path':'/','properties':{'a':1,'b':'c'}}]",
        "[{'event_type':'signup'}]",
      })
  void read_commonForm_isReadInOnePass(String batch) {
    byte[] json = bytes(batch);
    assertThat(PlainBatch.read(json, Read.DEFAULTS)).isNotNull();
    SameBatch.check(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "[{}]",
        "[1]",
        "[{'path':'/'},]",
        "[{'path':'/'}",
        "[{'path':'/'}]x",
        "[{'path':'/',}]",
        "[{'path':'/'}{'path':'/'}]",
        "{'events':[{'path':'/'}],'a':1}",
        "{'events':null}",
        "{'event':[{'path':'/'}]}",
        "[{'path':'/\\u0041'}]",
        "[{'path':'?a=1'}]",
        "[{'path':'/','path':'/'}]",
        "[{'path':'/','siteId':null,'site_id':'a'}]",
        "[{'path':'/','unknown':1}]",
        "[{'path':'/','count':0}]",
        "[{'path':'/','count':'7'}]",
        "[{'path':'/','count':''}]",
        "[{'path':'/','count':1.0}]",
        "[{'path':'/','count':99999999999999999999}]",
        "[{'path':'/','timestamp':01767225600000}]",
        "[{'path':'/','timestamp':-1}]",
        "[{'path':'/','timestamp':1767225600000.0}]",
        "[{'path':'/','timestamp':1767225600e3}]",
        "[{'path':'/','timestamp':9999999999999}]",
        "[{'path':'/','timestamp':99999999999999999999}]",
        "[{'path':'/','timestamp':'2016-12-31T23:59:61.000Z'}]",
        "[{'path':'/','timestamp':'soon'}]",
        "[{'path':'/','properties':{'a': 1}}]",
        "[{'path':'/','properties':{'a':1,'a':1}}]",
        "[{'path':'/','properties':''}]",
        "[{'path':'/','properties':[]}]",
        "[{'path':true}]",
        "[{'path':nul}]",
      })
  void read_anythingElse_isLeftToTheParser(String batch) {
    byte[] json = bytes(batch);
    assertThat(PlainBatch.read(json, Read.DEFAULTS)).isNull();
    SameBatch.check(json);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001})
  void read_manyEvents_isLeftToTheParserBeyondTheLimit(int size) {
    byte[] json = bytes("[" + "{'path':'/'},".repeat(size - 1) + "{'path':'/'}]");
    assertThat(PlainBatch.read(json, Read.DEFAULTS) != null).isEqualTo(size <= 1000);
    SameBatch.check(json);
  }

  @ParameterizedTest
  @ValueSource(ints = {254, 255, 256, 300})
  void read_textAroundTheLimit_isAsTheParserReadsIt(int length) {
    SameBatch.check(bytes("[{'path':'/','user_id':'" + "a".repeat(length) + "'}]"));
    SameBatch.check(bytes("[{'path':'/','user_id':'" + "é".repeat(length) + "'}]"));
  }

  private static byte[] bytes(String batch) {
    return batch.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
