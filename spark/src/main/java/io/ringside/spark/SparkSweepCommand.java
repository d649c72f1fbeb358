package io.ringside.spark;

import io.ringside.replay.research.SetEngine;
import io.ringside.replay.research.SweepCommand;

/** {@code ringside sweep --engine spark}: the same sweep, its sets run by Apache Spark. */
public final class SparkSweepCommand extends SweepCommand {
    @Override
    protected SetEngine runner() {
        return engineName().equals("spark") ? new SparkEngine(master()) : super.runner();
    }
}
