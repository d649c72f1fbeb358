/**
 * Benchmarks: kernels, latency and throughput beside floors and peers.
 *
 * <p>{@code ./ringside bench} runs the suites: {@link io.ringside.perf.ReplaySuite}, {@link io.ringside.perf.LatencySuite},
 * {@link io.ringside.perf.SweepSuite}, {@link io.ringside.perf.CodecSuite}, and those that need a Java machine of their own.
 * Each measures in rounds that take turns with what they are held against, then checks the answers; a figure whose check
 * failed is refused. {@code ./ringside latency} reads the same of a live day from its journal.
 *
 * <p>The classes whose names end in {@code Kernel} are JMH's: one indicator, message, record or price by itself. From the
 * root of the project, {@code -f 1 -wi 3 -i 5 Record} being JMH's own options:
 *
 * <pre>
 *   java @config/jvm.options '-Djdk.serialFilter=*' -cp 'perf/target/perf.jar:perf/target/lib/*' \
 *     org.openjdk.jmh.Main -f 1 -wi 3 -i 5 Record
 * </pre>
 */
package io.ringside.perf;
