package io.tidemark.standalone.tool;

import io.tidemark.standalone.command.SettingsCommand;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import java.util.Set;

/** A command that talks to Kafka and needs no other settings. */
public abstract class KafkaToolCommand extends SettingsCommand {
  private static final Set<Setting<?>> OFFERED =
      Set.of(
          Catalogue.KAFKA_BOOTSTRAP,
          Catalogue.KAFKA_CONFIG,
          Catalogue.KAFKA_PORT,
          Catalogue.LOG_LEVEL);

  @Override
  protected final Role role() {
    return Role.TOOL;
  }

  @Override
  protected boolean offers(Setting<?> setting) {
    return OFFERED.contains(setting);
  }
}
