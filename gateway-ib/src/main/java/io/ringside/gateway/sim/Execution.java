package io.ringside.gateway.sim;

/**
 * An execution as it was reported.
 *
 * @param order the order
 * @param execId four segments; a correction differs in the last one only
 * @param nanos when, UTC nanoseconds since 1970
 * @param shares shares
 * @param priceE8 price at 1e-8
 * @param cumulated shares of the order so far
 * @param averageE8 average price of the order so far
 * @param commissionE8 money charged for it at 1e-8
 * @param realizedE8 profit made with it at 1e-8, or {@link Fields#UNSET} if it opened a position
 */
record Execution(
        Order order,
        String execId,
        long nanos,
        long shares,
        long priceE8,
        long cumulated,
        long averageE8,
        long commissionE8,
        long realizedE8) {}
