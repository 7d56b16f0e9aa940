package io.tidemark.standalone.command;

import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that takes the settings of its role as flags. Subclasses carry {@code @Command(…,
 * abbreviateSynopsis = true, modelTransformer = SettingFlags.class)}.
 */
public abstract class SettingsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Whose settings and defaults hold. */
  protected abstract Role role();

  /**
   * Does the work.
   *
   * @return one of {@link ExitCodes}
   * @throws io.tidemark.standalone.StartException to end with its sentence and no stack trace
   */
  protected abstract int run(Settings settings) throws Exception;

  /** Whether a setting is offered as a flag; those of the role are. */
  protected boolean offers(Setting<?> setting) {
    return setting.hasFlag(role());
  }

  /** Standard output. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Standard error. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** How colours are written to standard output, or that there are none. */
  protected final Ansi ansi() {
    return spec.commandLine().getColorScheme().ansi();
  }

  @Override
  public final Integer call() throws Exception {
    TidemarkCommand root = (TidemarkCommand) spec.root().userObject();
    Settings settings = Settings.resolve(role(), SettingFlags.given(spec), root.environment());
    Logging.configure(settings);
    return run(settings);
  }
}
