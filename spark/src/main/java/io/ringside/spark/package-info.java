/** Sweeps on Apache Spark: the unit of work is one configuration over one tape, the code that runs it is the replay's. */
package io.ringside.spark;
