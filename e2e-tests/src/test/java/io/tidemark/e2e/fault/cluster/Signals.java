package io.tidemark.e2e.fault.cluster;

import java.io.IOException;

/** Signals to processes. */
final class Signals {

  static void send(String signal, long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("process " + pid + " did not get SIG" + signal);
    }
  }

  private Signals() {}
}
