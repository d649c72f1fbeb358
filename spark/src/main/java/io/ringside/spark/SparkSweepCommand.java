package io.ringside.spark;

import io.ringside.engine.command.Commands;
import io.ringside.replay.research.SetEngine;
import io.ringside.replay.research.SweepCommand;

/** {@code ringside sweep --engine spark}: the same sweep, its sets run by Apache Spark. */
public final class SparkSweepCommand extends SweepCommand {
    public static void main(String[] args) {
        System.exit(Commands.run(new SparkSweepCommand(), args));
    }

    @Override
    protected SetEngine runner() {
        return engineName().equals("spark") ? new SparkEngine(master()) : super.runner();
    }
}
