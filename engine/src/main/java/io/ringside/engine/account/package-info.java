/**
 * What an account comes to, kept from events: cash and positions, orders from intent to end, round trips from flat to flat.
 * The risk stage, the simulated broker, reports and the live edge all count with these.
 */
package io.ringside.engine.account;
