package io.ringside.engine.risk;

/**
 * One more unit of a position that grows, as it was asked for.
 *
 * @param number which one it is, from 2 on
 * @param of how many there are at most
 * @param isShort whether it is sold
 * @param step how far the price goes from one unit to the next, in price units
 * @param lastUnitE8 price of the unit before at 1e-8, its first execution
 * @param priceE8 price that was far enough from it, at 1e-8
 */
public record Unit(int number, int of, boolean isShort, double step, long lastUnitE8, long priceE8) {}
