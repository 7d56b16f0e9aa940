package io.tidemark.standalone;

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
    System.exit(TidemarkCommand.execute(Environment.read(), out, err, args));
  }

  private Main() {}
}
