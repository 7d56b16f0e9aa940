package io.tidemark.ingest.enrich.agent;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Classes of devices, by what browsers of each class say of themselves; the first class that fits
 * counts. An iPad that asks for desktop pages says it is a Mac, and counts as one.
 */
final class Devices {
  private static final Pattern CONSOLE = Pattern.compile("playstation|xbox|nintendo");
  private static final Pattern VR = Pattern.compile("oculusbrowser| vr safari|\\bquest [0-9]");

  /** Fire TV sticks are called AFT and a letter or more. */
  private static final Pattern TV =
      Pattern.compile(
          "smart-?_?tv|smarttv|hbbtv|apple ?tv|google ?tv|android ?tv|\\baft[a-z][a-z0-9]*\\b"
              + "|web0s|netcast|bravia|viera|aquos|roku|crkey|vizio|shield android"
              + "|\\bdtv\\b| tv safari|\\btv\\b.*tizen|tizen.*\\btv\\b");

  private static final Pattern TABLET =
      Pattern.compile("ipad|tablet(?! pc)|kindle|playbook|\\bkf[a-z]{3,5}\\b|\\bsm-[tx][0-9]{3}");

  private static final Pattern MOBILE =
      Pattern.compile(
          "mobi|iphone|ipod|windows phone|blackberry|bb10|opera mini|opera mobi|symbian|kaios"
              + "|webos/|palm");

  private static final Pattern DESKTOP =
      Pattern.compile("windows nt|windows;|macintosh|x11|cros|linux|win64|wow64");

  /**
   * The class of a device.
   *
   * @param userAgent in lower case
   * @return null: it says nothing of the kind
   */
  static @Nullable String of(String userAgent) {
    if (CONSOLE.matcher(userAgent).find()) {
      return "console";
    }
    if (VR.matcher(userAgent).find()) {
      return "vr";
    }
    if (TV.matcher(userAgent).find()) {
      return "tv";
    }
    if (TABLET.matcher(userAgent).find()) {
      return "tablet";
    }
    if (MOBILE.matcher(userAgent).find()) {
      return "mobile";
    }
    if (userAgent.contains("android")) {
      return "tablet"; // phones say Mobile, too
    }
    return DESKTOP.matcher(userAgent).find() ? "desktop" : null;
  }

  private Devices() {}
}
