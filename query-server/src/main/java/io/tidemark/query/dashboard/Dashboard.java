package io.tidemark.query.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page and its files, read once. For any thread.
 *
 * <p>The page is the list of files: what it names below <code>{{assets}}/</code> is read and sent,
 * and nothing else. Their address has the {@link #version()} in it, a hash of them all, so that
 * browsers may keep them for ever and a new release is seen at once.
 */
public final class Dashboard {
  /** Where the files are: <code>dashboard/version/name</code>, relative to the page. */
  public static final String FOLDER = "dashboard";

  /** The value of {@code Content-Security-Policy} under which the page works. */
  public static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** The chart library, out of its WebJar. */
  private static final String CHART = "chart.umd.min.js";

  private static final String CHART_JAR = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final String OURS = "/io/tidemark/query/dashboard/";
  private static final String PAGE = "index.html";
  private static final Pattern NAMED = Pattern.compile("\"\\{\\{assets}}/([a-z0-9.-]+)\"");

  private final Asset page;
  private final Map<String, Asset> files;
  private final String version;

  private Dashboard(Asset page, Map<String, Asset> files, String version) {
    this.page = page;
    this.files = Map.copyOf(files);
    this.version = version;
  }

  /**
   * Reads all files.
   *
   * @param gateway where browsers reach the gateway, an absolute address or {@code :port} for this
   *     page's host; empty: the page guesses
   * @throws UncheckedIOException if one that the page names is not there
   */
  public static Dashboard load(String gateway) {
    String template = new String(bytes(OURS + PAGE), StandardCharsets.UTF_8);
    Map<String, Asset> files = new HashMap<>();
    files.put(
        CHART, Asset.of(CHART, bytes(WEBJARS + "chart.js/" + chartVersion() + "/dist/" + CHART)));
    Matcher named = NAMED.matcher(template);
    while (named.find()) {
      files.computeIfAbsent(named.group(1), name -> Asset.of(name, bytes(OURS + name)));
    }
    String version = version(files);
    String page =
        template
            .replace("{{assets}}", FOLDER + "/" + version)
            .replace("{{gateway}}", escaped(gateway));
    return new Dashboard(Asset.of(PAGE, page.getBytes(StandardCharsets.UTF_8)), files, version);
  }

  private static String version(Map<String, Asset> files) {
    StringBuilder all = new StringBuilder();
    new TreeMap<>(files).forEach((name, file) -> all.append(name).append(file.etag()));
    return Asset.hash(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  private static String chartVersion() {
    Properties properties = new Properties();
    try (InputStream in = open(CHART_JAR)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Dashboard.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException(resource + " is not on the class path; the dashboard needs it");
    }
    return in;
  }

  /** The page. */
  public Asset page() {
    return page;
  }

  /** A file that the page names. */
  public Optional<Asset> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** What the files' addresses have in them; another one for other files. */
  public String version() {
    return version;
  }

  /** All files but the page, by name. */
  Map<String, Asset> files() {
    return files;
  }
}
