package io.ringside.engine.signal;

/**
 * A setting of a strategy, as {@code ringside strategies} lists it.
 *
 * @param name key in the strategy's object of the configuration
 * @param standard its default; empty if it must be given
 * @param allowed its allowed values, as text
 * @param unit its unit, such as {@code bars}; empty for none
 * @param about its description
 */
public record Parameter(String name, String standard, String allowed, String unit, String about) {}
