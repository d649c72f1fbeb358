/** Benchmarks: kernels, latency and throughput beside floors and peers. */
package io.ringside.perf;
