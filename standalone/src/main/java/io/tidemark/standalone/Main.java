package io.tidemark.standalone;

import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.TidemarkCommand;
import io.tidemark.standalone.settings.Environment;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Where the process begins. */
public final class Main {

  public static void main(String[] args) {
    Charset charset = Charset.defaultCharset();
    PrintWriter out = new PrintWriter(System.out, true, charset);
    PrintWriter err = new PrintWriter(System.err, true, charset);
    int code = ExitCodes.FAILURE;
    try {
      code = TidemarkCommand.execute(Environment.read(), out, err, args);
    } catch (LinkageError e) {
      err.println("tidemark: the distribution is damaged (" + e + "); unpack it again.");
    }
    System.exit(code);
  }

  private Main() {}
}
