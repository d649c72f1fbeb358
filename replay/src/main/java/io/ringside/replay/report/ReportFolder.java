package io.ringside.replay.report;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.settings.UserError;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Results of a back test in its folder: {@code summary.json}, {@code trades.csv}, {@code equity.csv}.
 *
 * @param folder the folder
 * @param summary the figures
 * @param trades in the file's order
 * @param sessions the account at each session's close
 */
public record ReportFolder(Path folder, Summary summary, List<Trade> trades, List<SessionEquity> sessions) {
    /**
     * Reads the files and checks that they are of one run.
     *
     * @throws UserError if a file is missing or damaged, or they do not belong together
     */
    public static ReportFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": "
                    + (Files.exists(folder) ? "is not a folder" : "no such folder")
                    + "; give the folder that a back test wrote, or --trades FILE");
        }
        Summary summary = Summary.read(folder.resolve("summary.json"));
        List<Trade> trades = TradeFile.read(folder.resolve("trades.csv"));
        List<SessionEquity> sessions = EquityFile.read(folder.resolve("equity.csv"));
        if (summary.number("trades") != trades.size()) {
            throw new UserError(folder.resolve("trades.csv") + ": has " + trades.size() + " trades, summary.json "
                    + summary.values().get("trades") + "; run the back test again");
        }
        if (!sessions.isEmpty()) {
            boolean ruined = sessions.stream().anyMatch(session -> session.equityE8() <= 0);
            long finalE8 = ruined ? 0 : sessions.get(sessions.size() - 1).equityE8();
            if (!(summary.values().get("final_equity") instanceof BigDecimal told)
                    || told.compareTo(Numbers.money(finalE8)) != 0) {
                throw new UserError(folder.resolve("equity.csv") + ": ends with an equity of "
                        + FixedPoint.format(finalE8) + ", summary.json with "
                        + summary.values().get("final_equity") + "; run the back test again");
            }
        }
        return new ReportFolder(folder, summary, trades, sessions);
    }
}
