package io.ringside.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ringside.engine.data.Reading;
import org.junit.jupiter.api.Test;

/** How a file is to be read, as a command is told. */
class ReadingOptionsTest {
    private static ReadingOptions options(String zone, String stamped, String format, boolean acceptLoss) {
        ReadingOptions options = new ReadingOptions();
        options.zone = zone;
        options.stamped = stamped;
        options.format = format;
        options.acceptLoss = acceptLoss;
        return options;
    }

    @Test
    void shouldKnowWhetherAnythingIsSaid() {
        assertFalse(options(null, null, null, false).isGiven());
        assertTrue(options("UTC", null, null, false).isGiven());
        assertTrue(options(null, "end", null, false).isGiven());
        assertTrue(options(null, null, "lean", false).isGiven());
        assertTrue(options(null, null, null, true).isGiven());
    }

    /** A header needs no word of its own. */
    @Test
    void shouldReadAsItIsTold() {
        assertEquals(Reading.asShown(), options(null, null, null, false).reading());
        assertEquals(
                Reading.of("UTC", "end", "kibot", true),
                options("UTC", "end", "kibot", true).reading());
        assertEquals(
                Reading.of("", "", "plain", false),
                options(null, null, "headed", false).reading());
    }

    @Test
    void shouldPutWhatIsSaidOverTheConfiguration() {
        Config config = ConfigFactory.parseString("data { zone = UTC, format = lean, accept-loss = false, bar = 5m }");
        assertEquals(config, options(null, null, null, false).over(config));
        Config over = options("America/Chicago", "start", "plain", true).over(config);
        assertEquals(
                "America/Chicago start plain true 5m",
                over.getString("data.zone") + " " + over.getString("data.stamped") + " "
                        + over.getString("data.format") + " " + over.getBoolean("data.accept-loss") + " "
                        + over.getString("data.bar"));
        assertEquals("lean", options("UTC", null, null, true).over(config).getString("data.format"));
    }
}
