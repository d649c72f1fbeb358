/**
 * The ground floor: configuration files read key by key, and the error that a user is told in one line. Every package may
 * stand on it; it stands on fixed-point numbers alone.
 */
package io.ringside.engine.settings;
