package io.ringside.replay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.market.BarSpec;
import io.ringside.engine.settings.UserError;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the commands of a store make of {@code --bar} and {@code --names}. */
class StoreOptionsTest {
    @Test
    void shouldTakeTheSizesThatAStoreHoldsAndNoOthers() {
        assertNull(StoreOptions.size(null), "nothing is asked for");
        assertEquals(BarSpec.FIVE_MINUTES, StoreOptions.size("5m"));
        assertEquals(BarSpec.Unit.SESSION, StoreOptions.size("1d").unit());
        UserError ticks = assertThrows(UserError.class, () -> StoreOptions.size("100t"));
        assertEquals("--bar 100t: a store holds bars in time; give one such as 5m or 1d", ticks.getMessage());
        UserError none = assertThrows(UserError.class, () -> StoreOptions.size("soon"));
        assertEquals(true, none.getMessage().startsWith("--bar soon: "), none.getMessage());
    }

    @Test
    void shouldTakeTickersAndNoOtherWords() {
        StoreOptions options = new StoreOptions();
        options.names = List.of("MSFT", " BRK.B", "AAPL");
        assertEquals(new TreeSet<>(List.of("AAPL", "BRK.B", "MSFT")), options.names());
        options.names = List.of("aapl");
        UserError lower = assertThrows(UserError.class, options::names);
        assertEquals("--names aapl: is no ticker; give tickers such as AAPL,BRK.B", lower.getMessage());
    }
}
