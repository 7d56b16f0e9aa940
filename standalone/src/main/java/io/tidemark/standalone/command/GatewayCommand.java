package io.tidemark.standalone.command;

import io.tidemark.standalone.process.GatewayRole;
import io.tidemark.standalone.process.Lifetime;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Settings;
import java.time.Clock;
import picocli.CommandLine.Command;

/** {@code tidemark gateway}: the ingest gateway alone. */
@Command(
    name = "gateway",
    description = "Run the ingest gateway alone, against a Kafka cluster.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark gateway --kafka-bootstrap kafka-1:9092,kafka-2:9092",
      "  TIDEMARK_KAFKA_BOOTSTRAP=kafka:9092 tidemark gateway --sites shop,blog"
    },
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
final class GatewayCommand extends SettingsCommand {
  @Override
  protected Role role() {
    return Role.GATEWAY;
  }

  @Override
  protected boolean serves() {
    return true;
  }

  @Override
  protected int run(Settings settings) throws Exception {
    Lifetime.run(settings, out(), err(), new GatewayRole(settings, Clock.systemUTC(), out()));
    return ExitCodes.OK;
  }
}
