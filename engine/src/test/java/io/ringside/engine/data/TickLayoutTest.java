package io.ringside.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose sale conditions a file of ticks has: by its own columns, or by what the user says. */
class TickLayoutTest {
    private static final String NOTE = "sale conditions left unread, as nobody says whose they are";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ticker,conditions,exchange,participant_timestamp,price,sip_timestamp,size | '' | true | true",
                "ticker,conditions,exchange,participant_timestamp,price,sip_timestamp,size | lean | true | false",
                "ticker,conditions,exchange,participant_timestamp,price,sip_timestamp,size | polygon | true | true",
                "ticker,exchange,participant_timestamp,price,sip_timestamp,size | '' | false | false",
                "datetime,price,size,conditions | '' | false | false",
                "datetime,price,size,conditions | lean | true | false",
                "datetime,price,size,conditions | polygon | true | true",
                "datetime,price,size | lean | false | false",
                "datetime,price,size | polygon | false | false",
                "34200000,1674100,100,P,1,0 | '' | true | false",
                "34200000,1674100,100,P,1,0 | polygon | true | false"
            })
    void shouldKnowWhoseConditionsThereAre(String first, String format, boolean known, boolean polygon)
            throws IOException {
        Path file = Files.writeString(folder.resolve("QQQ.csv"), first + "\n");
        TickLayout layout = TickLayout.find(DataPart.of(file));
        Reading reading = Reading.of("", "", format, false);
        assertEquals(known, layout.hasConditions(reading));
        assertEquals(polygon, layout.hasPolygonConditions(reading));
    }

    @Test
    void shouldNoteConditionsThatAreNotRead() throws IOException {
        assertTrue(account("conditions,datetime,price,size\n@F,2025-07-02 10:00,10,1\n")
                .contains(NOTE));
        assertTrue(account("datetime,price,size,conditions\n2025-07-02 10:00,10,1,@F\n")
                .contains(NOTE));
        assertFalse(account("datetime,price,size\n2025-07-02 10:00,10,1\n").contains(NOTE));
    }

    private String account(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("QQQ.csv"), text);
        try (TickFile ticks = TickFile.open(file, "QQQ", ExchangeCalendar.usEquity(), TickFile.Options.everyTrade())) {
            assertTrue(ticks.next());
            return ticks.report().orElseThrow().line();
        }
    }
}
