package io.tidemark.standalone.command;

import io.tidemark.standalone.process.Lifetime;
import io.tidemark.standalone.process.QueryRole;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Settings;
import java.time.Clock;
import picocli.CommandLine.Command;

/** {@code tidemark query}: the query server with its share of the statistics. */
@Command(
    name = "query",
    description = "Run a query server with its share of the statistics, against a Kafka cluster.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark query --kafka-bootstrap kafka-1:9092 --data-dir /var/lib/tidemark",
      "  tidemark query --kafka-bootstrap kafka-1:9092 --query-bind 0.0.0.0"
    },
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
final class QueryCommand extends SettingsCommand {
  @Override
  protected Role role() {
    return Role.QUERY;
  }

  @Override
  protected boolean serves() {
    return true;
  }

  @Override
  protected int run(Settings settings) throws Exception {
    Lifetime.run(settings, out(), err(), new QueryRole(settings, Clock.systemUTC(), out()));
    return ExitCodes.OK;
  }
}
