/** Interactive Brokers behind the engine: the session, market data in, orders out. */
package io.ringside.gateway.ib;
