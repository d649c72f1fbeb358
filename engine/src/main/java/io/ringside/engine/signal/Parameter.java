package io.ringside.engine.signal;

/**
 * A setting of a strategy, as {@code ringside strategies} lists it.
 *
 * @param name key in the strategy's object of the configuration
 * @param standard what it is if it is not given; empty if it must be given
 * @param allowed what it may be, in words
 * @param unit what it counts, such as {@code bars}; empty for none
 * @param about what it is for
 */
public record Parameter(String name, String standard, String allowed, String unit, String about) {}
