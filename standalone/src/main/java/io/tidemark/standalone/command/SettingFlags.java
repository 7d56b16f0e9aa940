package io.tidemark.standalone.command;

import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Group;
import io.tidemark.standalone.settings.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives a {@link SettingsCommand} one flag for each setting of its role, under headings. */
public final class SettingFlags implements IModelTransformer {

  @Override
  public CommandSpec transform(CommandSpec spec) {
    if (spec.userObject() instanceof SettingsCommand command) {
      int place = 0;
      for (Group group : Group.values()) {
        ArgGroupSpec.Builder flags =
            ArgGroupSpec.builder()
                .heading("%n" + group.title() + "%n")
                .order(place++)
                .exclusive(false)
                .validate(false);
        boolean any = false;
        int order = 0;
        for (Setting<?> setting : Catalogue.all()) {
          if (setting.group() == group && command.offers(setting)) {
            flags.addArg(option(setting, command, order++));
            any = true;
          }
        }
        if (any) {
          spec.addArgGroup(flags.build());
        }
      }
    }
    return spec;
  }

  private static OptionSpec option(Setting<?> setting, SettingsCommand command, int order) {
    String fallback = setting.fallback(command.role());
    String meaning = setting.meaning() + (fallback == null ? "" : " (default " + fallback + ")");
    return OptionSpec.builder(setting.flag())
        .type(String.class)
        .arity("1")
        .order(order)
        .paramLabel("<" + setting.unit() + ">")
        .description(meaning.replace("%", "%%"))
        .build();
  }

  /** The flags that were given, with their text. */
  static Map<String, String> given(CommandSpec spec) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Setting<?> setting : Catalogue.all()) {
      OptionSpec option = spec.commandLine().getParseResult().matchedOption(setting.flag());
      if (option != null && option.getValue() instanceof String text) {
        given.put(setting.flag(), text);
      }
    }
    return given;
  }
}
