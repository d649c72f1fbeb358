package io.ringside.gateway.ib.tws;

import java.time.ZoneId;

/**
 * Address and timeouts of a connection to TWS or IB Gateway.
 *
 * @param host where it runs; a host other than this machine needs {@code allowRemote}
 * @param port 7496 and 7497 for TWS, 4001 and 4002 for the gateway, live and paper
 * @param clientId orders can be changed and cancelled by the same one only; 0 also sees orders placed by hand
 * @param versionMin lowest server version to accept
 * @param versionMax highest server version to ask for
 * @param allowRemote whether the host may be another machine, over a protocol without encryption or password
 * @param zone the zone that TWS is set to, for times that come without one
 * @param connectTimeoutMs timeout for the connection itself
 * @param readyTimeoutMs timeout for accounts and order id
 * @param silenceMs silence after which to probe
 * @param answerTimeoutMs timeout for the answer to a probe; the second one missed ends the connection
 * @param orderSilenceMs silence after which an order waits until a probe was answered
 * @param messagesPerSecond the broker closes the connection above 50; 0 for no limit, for a simulated one
 * @param cancelReserve messages a second that only cancels may use
 * @param orderReserve messages a second that only orders and cancels may use, beside those
 */
public record TwsSettings(
        String host,
        int port,
        int clientId,
        int versionMin,
        int versionMax,
        boolean allowRemote,
        ZoneId zone,
        int connectTimeoutMs,
        int readyTimeoutMs,
        int silenceMs,
        int answerTimeoutMs,
        int orderSilenceMs,
        int messagesPerSecond,
        int cancelReserve,
        int orderReserve) {
    public TwsSettings {
        require(!host.isBlank(), "host", "a host name or address", host);
        require(port > 0 && port < 65_536, "port", "1 to 65535", port);
        require(clientId >= 0, "client-id", "0 or more", clientId);
        require(
                versionMin >= TwsDecoder.VERSION_MIN && versionMin <= TwsDecoder.VERSION_MAX,
                "version-min",
                TwsDecoder.VERSION_MIN + " to " + TwsDecoder.VERSION_MAX,
                versionMin);
        require(
                versionMax >= versionMin && versionMax <= TwsDecoder.VERSION_MAX,
                "version-max",
                "version-min to " + TwsDecoder.VERSION_MAX,
                versionMax);
        require(connectTimeoutMs > 0, "connect-timeout-ms", "more than 0", connectTimeoutMs);
        require(readyTimeoutMs > 0, "ready-timeout-ms", "more than 0", readyTimeoutMs);
        require(silenceMs > 0, "silence-ms", "more than 0", silenceMs);
        require(answerTimeoutMs > 0, "answer-timeout-ms", "more than 0", answerTimeoutMs);
        require(orderSilenceMs > 0, "order-silence-ms", "more than 0", orderSilenceMs);
        require(messagesPerSecond >= 0 && messagesPerSecond <= 50, "messages-per-second", "0 to 50", messagesPerSecond);
        require(cancelReserve >= 0, "cancel-reserve", "0 or more", cancelReserve);
        require(
                orderReserve >= 0 && (messagesPerSecond == 0 || orderReserve < messagesPerSecond - cancelReserve),
                "order-reserve",
                "0 or more, and with cancel-reserve less than messages-per-second",
                orderReserve);
    }

    /** The usual settings for a gateway on this machine, whose zone is New York's. */
    public static TwsSettings local(int port, int clientId) {
        return new TwsSettings(
                "127.0.0.1",
                port,
                clientId,
                TwsDecoder.VERSION_MIN,
                TwsDecoder.VERSION_MAX,
                false,
                ZoneId.of("America/New_York"),
                5_000,
                15_000,
                5_000,
                5_000,
                2_000,
                45,
                10,
                10);
    }

    /** The same for a broker that takes any number of messages a second. */
    public TwsSettings unpaced() {
        return new TwsSettings(
                host,
                port,
                clientId,
                versionMin,
                versionMax,
                allowRemote,
                zone,
                connectTimeoutMs,
                readyTimeoutMs,
                silenceMs,
                answerTimeoutMs,
                orderSilenceMs,
                0,
                cancelReserve,
                orderReserve);
    }

    private static void require(boolean holds, String key, String wanted, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(key + " = " + value + " is not " + wanted);
        }
    }
}
