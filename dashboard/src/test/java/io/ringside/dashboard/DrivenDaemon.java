package io.ringside.dashboard;

import io.ringside.engine.command.Commands;
import io.ringside.engine.signal.Strategies;
import io.ringside.gateway.live.LiveCommand;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code ringside live} that knows the strategy which hangs and throws as the file says that is named first. */
final class DrivenDaemon {
    private DrivenDaemon() {}

    public static void main(String[] args) {
        Strategies.add(DrivenStrategy::new);
        DrivenStrategy.obey(Path.of(args[0]));
        System.exit(Commands.run(new LiveCommand(), Arrays.copyOfRange(args, 1, args.length)));
    }
}
