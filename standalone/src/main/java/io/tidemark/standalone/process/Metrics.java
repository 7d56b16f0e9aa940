package io.tidemark.standalone.process;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;

/** A registry of one role's metrics, with those of the JVM. */
final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final JvmHeapPressureMetrics heap = new JvmHeapPressureMetrics();

  Metrics() {
    registry.config().meterFilter(new ShownMeters());
    new JvmInfoMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    heap.bindTo(registry);
    String version = Metrics.class.getPackage().getImplementationVersion();
    Gauge.builder("tidemark.build.info", () -> 1)
        .description("Always 1; the label tells the version that runs")
        .tag("version", version == null ? "development" : version)
        .register(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Adds the space on the disk that holds a folder. */
  void addDisk(Path folder) {
    new DiskSpaceMetrics(folder.toFile()).bindTo(registry);
  }

  @Override
  public void close() {
    heap.close();
    collector.close();
    registry.close();
  }
}
