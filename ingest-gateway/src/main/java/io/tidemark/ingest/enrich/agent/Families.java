package io.tidemark.ingest.enrich.agent;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of browsers and operating systems, as they stand in reports: one per product, whatever it
 * runs on, and with what uap-core's patterns do not know yet.
 */
final class Families {
  /** What uap-core says when it does not know. */
  static final String OTHER = "Other";

  private static final Map<String, String> BROWSERS =
      Map.ofEntries(
          Map.entry("Chrome Mobile", "Chrome"),
          Map.entry("Chrome Mobile iOS", "Chrome"),
          Map.entry("Chrome Frame", "Chrome"),
          Map.entry("Chrome Mobile WebView", "Android WebView"),
          Map.entry("Android", "Android Browser"),
          Map.entry("Mobile Safari", "Safari"),
          Map.entry("Mobile Safari UI/WKWebView", "iOS WebView"),
          Map.entry("Firefox Mobile", "Firefox"),
          Map.entry("Firefox iOS", "Firefox"),
          Map.entry("Firefox Beta", "Firefox"),
          Map.entry("Firefox Alpha", "Firefox"),
          Map.entry("Edge Mobile", "Edge"),
          Map.entry("Opera Mobile", "Opera"),
          Map.entry("IE", "Internet Explorer"),
          Map.entry("IE Mobile", "Internet Explorer"),
          Map.entry("IE Large Screen", "Internet Explorer"),
          Map.entry("Google", "Google App"),
          Map.entry("DuckDuckGo Mobile", "DuckDuckGo"),
          Map.entry("Brave Mobile", "Brave"),
          Map.entry("QQ Browser Mobile", "QQ Browser"),
          Map.entry("QQ Browser Mini", "QQ Browser"),
          Map.entry("MiuiBrowser", "Miui Browser"),
          Map.entry("UC Browser Mini", "UC Browser"));

  /** What stands in the user agent of a browser that the patterns take for another one. */
  private static final Map<String, String> NEWER_BROWSERS =
      Map.of(
          "HuaweiBrowser/", "Huawei Browser",
          "OculusBrowser/", "Oculus Browser",
          "Ddg/", "DuckDuckGo");

  private static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          Map.entry("Mac OS X", "macOS"),
          Map.entry("Mac OS", "macOS"),
          Map.entry("ATV OS X", "tvOS"),
          Map.entry("WatchOS", "watchOS"),
          Map.entry("Web0S", "webOS"),
          Map.entry("Windows Mobile", "Windows Phone"),
          Map.entry("BlackBerry Tablet OS", "BlackBerry OS"));

  private static final Set<String> LINUXES =
      Set.of(
          "Ubuntu",
          "Kubuntu",
          "Debian",
          "Fedora",
          "Gentoo",
          "Red Hat",
          "CentOS",
          "SUSE",
          "Arch Linux",
          "Slackware",
          "Mandriva",
          "Mageia",
          "PCLinuxOS",
          "Puppy",
          "Linux Mint");

  private static final Map<String, String> OTHER_SYSTEMS =
      Map.of("PlayStation", "PlayStation", "Nintendo", "Nintendo", "HarmonyOS", "HarmonyOS");

  static @Nullable String browser(String userAgent, String family) {
    String newer = firstIn(userAgent, NEWER_BROWSERS);
    if (newer != null) {
      return newer;
    }
    if (family.equals("Chrome Mobile WebView") && !userAgent.contains("Android")) {
      return "Chrome"; // televisions write it like Android's
    }
    return family.equals(OTHER) ? null : BROWSERS.getOrDefault(family, family);
  }

  static @Nullable String os(String userAgent, String family) {
    if (userAgent.contains("Xbox")) {
      return "Xbox";
    }
    if (family.equals(OTHER)) {
      return firstIn(userAgent, OTHER_SYSTEMS);
    }
    return LINUXES.contains(family) ? "Linux" : SYSTEMS.getOrDefault(family, family);
  }

  private static @Nullable String firstIn(String userAgent, Map<String, String> names) {
    for (Map.Entry<String, String> name : names.entrySet()) {
      if (userAgent.contains(name.getKey())) {
        return name.getValue();
      }
    }
    return null;
  }

  private Families() {}
}
