package io.ringside.replay.portfolio;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * What a command asks for that trades a portfolio, beside data and settings.
 *
 * <p>Thread: the command's.
 */
public final class PortfolioOptions {
    @Option(
            names = "--universe",
            paramLabel = "FILE",
            description = "CSV symbol[,sector][,from][,to], or a plain list: the names that a portfolio chooses from")
    Path universe;

    @Option(
            names = "--actions",
            paramLabel = "FILE",
            description = "CSV symbol,ex_date,ratio[,dividend][,delisting]: corporate actions, told before the open")
    Path actions;
}
