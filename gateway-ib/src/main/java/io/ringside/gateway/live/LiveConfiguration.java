package io.ringside.gateway.live;

import com.typesafe.config.Config;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.command.Commands;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.settings.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a configuration and checks that it can be traded live.
 *
 * <p>Thread: any; it has no state.
 */
public final class LiveConfiguration {
    private static final BarSpec FIVE_SECONDS = BarSpec.parse("5s");

    private LiveConfiguration() {}

    /** The given file, or the shipped one, with the command line's changes. */
    public static Config of(Path file, List<String> sets) {
        Path shipped = Commands.home().resolve("config").resolve("live.conf");
        Config given = EngineSettings.load(file != null ? file : shipped);
        for (String set : sets) {
            given = EngineSettings.with(given, set);
        }
        return given;
    }

    /** The engine's settings without the gateway's: a journal replays independently of the connection. */
    public static EngineSettings engineSettings(Config given) {
        EngineSettings settings = EngineSettings.of(given.resolve().withoutPath("gateway"));
        if (!settings.syncIntents()) {
            throw new UserError("journal.sync = none: an order must not leave before its record is on the disk; "
                    + "live trading needs journal.sync = intents");
        }
        requireLiveBars(settings);
        for (String key : List.of("limits", "positions")) {
            if (!settings.root().node("risk").has(key)) {
                throw new UserError("risk." + key + " is missing: live trading needs every limit; config/live.conf has "
                        + "them all, begin with include \"live.conf\"");
            }
        }
        return settings;
    }

    /** Requires bars or trades that the live feed has: larger bars are aggregated from these, so that the journal holds them. */
    private static void requireLiveBars(EngineSettings settings) {
        if (!settings.portfolios().isEmpty() && settings.signals().isEmpty()) {
            LivePortfolio.requireDaily(settings);
            return;
        }
        if (settings.dataBar() != null && !settings.dataBar().equals(FIVE_SECONDS)) {
            throw new UserError("data.bar = " + settings.dataBar()
                    + ": live takes 5s, or ticks; larger bars are made of"
                    + " them: leave data.bar as config/live.conf has it, and set signal.bar = " + settings.dataBar());
        }
    }
}
