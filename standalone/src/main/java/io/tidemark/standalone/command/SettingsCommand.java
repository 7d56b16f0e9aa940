package io.tidemark.standalone.command;

import io.tidemark.standalone.log.LoggedText;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  /** Whether this runs until it is stopped, and is told apart by its log. */
  protected boolean serves() {
    return false;
  }

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

  /** What is told by text goes to the log too, so that it is JSON like the rest. */
  private void tellByLog() {
    Logger log = LoggerFactory.getLogger(SettingsCommand.class);
    spec.commandLine().setOut(LoggedText.to(log::info));
    spec.commandLine().setErr(LoggedText.to(log::error));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> log.error("{} ended", thread.getName(), failure));
  }

  @Override
  public final Integer call() throws Exception {
    TidemarkCommand root = (TidemarkCommand) spec.root().userObject();
    Settings settings = Settings.resolve(role(), SettingFlags.given(spec), root.environment());
    Logging.configure(settings);
    if (serves() && Logging.isJson(settings)) {
      Logging.useJson();
      tellByLog();
    }
    return run(settings);
  }
}
