package io.ringside.gateway.ib.fetch;

import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.Session;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.ib.InteractiveBrokers;
import io.ringside.gateway.ib.PacedHistory;
import io.ringside.gateway.ib.tws.AsciiField;
import io.ringside.gateway.ib.tws.ConnectionEnd;
import io.ringside.gateway.ib.tws.ContractDetailsFields;
import io.ringside.gateway.ib.tws.ErrorPolicy;
import io.ringside.gateway.ib.tws.ReconnectBackoff;
import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.ib.tws.TwsConnection;
import io.ringside.gateway.ib.tws.TwsContract;
import io.ringside.gateway.ib.tws.TwsEncoder;
import io.ringside.gateway.ib.tws.TwsProtocolError;
import io.ringside.gateway.live.market.InstrumentFeed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Requests time, contract and history from a broker, one request after the other and no faster than it allows; reconnects
 * when the connection is lost, and repeats requests without a complete answer.
 *
 * <p>Thread: the command's; answers come on the reader's.
 */
final class FetchHistory implements AutoCloseable {
    private static final long MILLI = 1_000_000L;
    private static final int ATTEMPTS_MAX = 8;
    private static final int NO_DATA = 162;
    private static final int UNKNOWN_CONTRACT = 200;

    /** A message of the broker's. */
    private sealed interface News {
        record Ready(int serverVersion) implements News {}

        record Ended(ConnectionEnd reason, String detail) implements News {}

        record Time(long nanos) implements News {}

        record Refused(int reqId, int code, ErrorPolicy policy, String text) implements News {}

        record Found(int reqId, int contractId) implements News {}

        record Bar(int reqId, InstrumentFeed.PastBar bar) implements News {}

        record Complete(int reqId) implements News {}

        /** A message of an answer could not be read, so the answer is incomplete. */
        record Torn(String why) implements News {}
    }

    private final LiveSettings live;
    private final Consumer<String> notes;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final PacedHistory pacer = new PacedHistory(true);
    private final ReconnectBackoff backoff = new ReconnectBackoff(System.nanoTime());
    private TwsConnection connection;
    private TwsEncoder encoder;
    private RequestIds ids = new RequestIds();
    private boolean everReady;
    /** Whether the time was requested: answers to heartbeats are ignored. */
    private boolean timeAsked;

    /**
     * @param live the broker's address; the client id is the daemon's plus one
     * @param notes gets messages for the user, a line each
     */
    FetchHistory(LiveSettings live, Consumer<String> notes) {
        this.live = live;
        this.notes = notes;
    }

    /** The broker's time, UTC nanoseconds since 1970. */
    long time() {
        timeAsked = true;
        long nanos = ask("the time", reqId -> encoder.reqCurrentTime(), answer -> ((News.Time) answer.get(0)).nanos);
        timeAsked = false;
        return nanos;
    }

    /**
     * The contract of a symbol.
     *
     * @throws UserError if there is none, or more than one
     */
    TwsContract contract(Instrument instrument) {
        TwsContract asked = TwsContract.stock(instrument, instrument.contractId());
        TreeSet<Integer> found = ask(instrument.symbol(), reqId -> encoder.reqContractDetails(reqId, asked), answer -> {
            TreeSet<Integer> contracts = new TreeSet<>();
            for (News each : answer) {
                if (each instanceof News.Found one) {
                    contracts.add(one.contractId);
                }
            }
            return contracts;
        });
        if (found.size() != 1) {
            throw new UserError("--symbol " + instrument.symbol() + ": the broker knows "
                    + (found.isEmpty() ? "no such stock" : "several, " + found)
                    + "; say which one by an entry with contract-id under instruments in the configuration");
        }
        return TwsContract.stock(instrument, found.first());
    }

    /** Bars of a request, oldest first; empty if the broker has none. */
    List<InstrumentFeed.PastBar> bars(TwsContract contract, FetchPlan plan, FetchPlan.Request request) {
        boolean regular = plan.session() == Session.REGULAR;
        String rest = request.end() + request.duration() + regular;
        return ask(
                "bars up to " + LocalDate.ofEpochDay(request.lastDay()),
                reqId -> {
                    pause(contract, plan.seconds(), rest);
                    return encoder.reqHistoricalData(
                            reqId,
                            contract,
                            request.end(),
                            plan.barSize(),
                            request.duration(),
                            "TRADES",
                            regular,
                            false);
                },
                answer -> {
                    pacer.closed();
                    List<InstrumentFeed.PastBar> bars = new ArrayList<>();
                    for (News each : answer) {
                        if (each instanceof News.Bar one) {
                            bars.add(one.bar.over(plan.startNanos(one.bar.startNanos()), 0));
                        }
                    }
                    return bars;
                });
    }

    private void pause(TwsContract contract, int barSeconds, String rest) {
        for (long delay = pacer.take(contract, barSeconds, rest, System.nanoTime());
                delay > 0;
                delay = pacer.take(contract, barSeconds, rest, System.nanoTime())) {
            LockSupport.parkNanos(Math.min(delay, 100 * MILLI));
        }
    }

    // ---- One request ----------------------------------------------------------------------------------------------

    /** Sends a request and waits for the complete answer; starts over if the connection is lost before. */
    private <T> T ask(String what, Function<Integer, TwsEncoder> message, Function<List<News>, T> read) {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            connect();
            int reqId = ids.next();
            List<News> answer = new ArrayList<>();
            if (connection.send(message.apply(reqId))) {
                last = await(reqId, answer);
                if (last.isEmpty()) {
                    return read.apply(answer);
                }
            } else {
                last = "the connection is gone";
            }
            pacer.disconnected();
            notes.accept(what + ": " + last + "; asked again");
        }
        throw new UserError("the broker does not answer about " + what + " (" + last
                + "); run the same command again, it goes on where it ended");
    }

    /** Waits for an answer: returns an empty text when it is complete, otherwise why it is not. */
    private String await(int reqId, List<News> answer) {
        long deadline = System.nanoTime() + live.requestTimeoutMs() * MILLI;
        while (true) {
            News next = poll(deadline);
            if (next == null) {
                // The answer may still come; it is ignored then.
                return "no answer within " + live.requestTimeoutMs() + " ms";
            } else if (next instanceof News.Ended ended) {
                connection = null;
                return "connection lost, " + ended.reason + " " + ended.detail;
            } else if (next instanceof News.Torn torn) {
                return "an answer cannot be read, " + torn.why;
            } else if (next instanceof News.Time && timeAsked) {
                answer.add(next);
                return "";
            } else if (next instanceof News.Complete complete && complete.reqId == reqId) {
                return "";
            } else if (next instanceof News.Refused refused && refused.reqId == reqId) {
                // The same request is repeated after a pause.
                return refused.policy == ErrorPolicy.PACING ? "too fast for the broker" : refused(refused);
            } else if ((next instanceof News.Bar bar && bar.reqId == reqId)
                    || (next instanceof News.Found found && found.reqId == reqId)) {
                answer.add(next);
            }
        }
    }

    private static String refused(News.Refused refused) {
        boolean nothing =
                refused.code == UNKNOWN_CONTRACT || (refused.code == NO_DATA && refused.text.contains("no data"));
        if (!nothing) {
            throw new UserError("the broker refuses: " + refused.code + " " + refused.text);
        }
        return "";
    }

    private News poll(long deadline) {
        try {
            return news.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted; run the same command again, it goes on where it ended", e);
        }
    }

    // ---- Connection -----------------------------------------------------------------------------------------------

    private void connect() {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS_MAX && connection == null; attempt++) {
            news.clear();
            ids = new RequestIds();
            TwsConnection fresh = TwsConnection.open(
                    InteractiveBrokers.tws(live, live.clientId() + 1), new Link(), SystemNanoClock.INSTANCE);
            News first = poll(System.nanoTime() + 2L * live.connectTimeoutMs() * MILLI);
            if (first instanceof News.Ready ready) {
                connection = fresh;
                encoder = new TwsEncoder(ready.serverVersion);
                everReady = true;
                backoff.ready(System.nanoTime());
                return;
            }
            fresh.close();
            last = String.valueOf(first);
            if (!everReady && first instanceof News.Ended ended && ended.reason == ConnectionEnd.CONNECT_FAILED) {
                throw new UserError("nobody answers at " + live.host() + ":" + live.port()
                        + "; start TWS or IB Gateway and let it accept API clients, or set gateway.port (" + last
                        + ")");
            }
            long wait = backoff.lostDelayNanos(System.nanoTime());
            notes.accept("connection lost; tried again in " + wait / MILLI + " ms");
            LockSupport.parkNanos(wait);
        }
        if (connection == null) {
            throw new UserError("the connection to " + live.host() + ":" + live.port() + " does not come back (" + last
                    + "); run the same command again, it goes on where it ended");
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }

    /** Passes messages from the reader's thread on; those of an abandoned connection are dropped. */
    private final class Link implements TwsConnection.Listener {
        @Override
        public void ready(int serverVersion) {
            news.add(new News.Ready(serverVersion));
        }

        @Override
        public void malformed(TwsProtocolError error) {
            news.add(new News.Torn(error.getMessage()));
        }

        @Override
        public void unsent(int orderId) {
            throw new IllegalStateException("no order was ever given");
        }

        @Override
        public void disconnected(ConnectionEnd reason, String detail) {
            if (reason != ConnectionEnd.CLOSED_BY_US) {
                news.add(new News.Ended(reason, detail));
            }
        }

        @Override
        public void currentTime(long timeNanos) {
            news.add(new News.Time(timeNanos));
        }

        @Override
        public void error(int id, int code, AsciiField text, AsciiField rejectJson) {
            if (RequestIds.isRequestId(id)) {
                String words = text.unescaped();
                ErrorPolicy policy = ErrorPolicy.of(id, code, words);
                if (policy != ErrorPolicy.ADVISORY && policy != ErrorPolicy.WARNING) {
                    news.add(new News.Refused(id, code, policy, words));
                }
            }
        }

        @Override
        public void contractDetails(int reqId, ContractDetailsFields details) {
            news.add(new News.Found(reqId, details.contract.conId));
        }

        @Override
        public void contractDetailsEnd(int reqId) {
            news.add(new News.Complete(reqId));
        }

        @Override
        public void historicalBar(
                int reqId,
                long startNanos,
                long openE8,
                long highE8,
                long lowE8,
                long closeE8,
                long volumeE8,
                long averageE8,
                int count) {
            news.add(new News.Bar(
                    reqId,
                    InstrumentFeed.PastBar.told(startNanos, openE8, highE8, lowE8, closeE8, Math.max(0, volumeE8))));
        }

        @Override
        public void historicalDataEnd(int reqId, int bars, AsciiField start, AsciiField end) {
            news.add(new News.Complete(reqId));
        }
    }
}
