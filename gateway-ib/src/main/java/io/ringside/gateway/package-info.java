/** The live edge: the TWS protocol, the trading daemon and the simulated TWS. */
package io.ringside.gateway;
