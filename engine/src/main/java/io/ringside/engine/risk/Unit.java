package io.ringside.engine.risk;

/**
 * The request of a further unit of a position.
 *
 * @param number number of the unit, from 2 on
 * @param of largest number of units
 * @param isShort whether it is sold
 * @param step price distance from one unit to the next, in price units
 * @param lastUnitE8 price of the unit before at 1e-8, its first execution
 * @param priceE8 price at which the unit was requested, at 1e-8
 */
public record Unit(int number, int of, boolean isShort, double step, long lastUnitE8, long priceE8) {}
