/**
 * Configuration files, read key by key within limits ({@code SettingsText} parses, {@code SettingsNode} reads one object),
 * and {@code UserError}, the one-line error for the user. Every package may depend on this one; it depends on fixed-point
 * numbers only.
 *
 * <p>Thread: start-up.
 */
package io.ringside.engine.settings;
