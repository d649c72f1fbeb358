package io.ringside.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.replay.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every control pressed in a real browser, with mouse and keyboard, in every state, at the desk and on the phone. */
class ControlButtonsIT extends ControlStates {
    private static Browser browser;

    @BeforeAll
    static void startBrowser() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PENDING")
    void shouldObeyEachButtonOrSayWhyNot(State state) throws Exception {
        press(state);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void shouldObeyEachButtonOrSayWhyNotInEveryState(State state) throws Exception {
        press(state);
    }

    @Override
    void lookBack() {
        // A command that is not obeyed is answered with a status that browsers write down.
        assertEquals(
                List.of(),
                browser.complaints().stream()
                        .filter(one -> !one.contains("409 (Conflict)"))
                        .toList());
    }

    @Override
    Presser presser(State state, Dashboard dashboard) throws Exception {
        PageDriver page = new PageDriver(browser);
        page.open(dashboard, dashboard.access().operateToken(), state.ordinal() % 2 == 0 ? 1440 : 390);
        return new BrowserPresser(browser, page);
    }

    @Override
    void offers(List<Control> expected, List<Control> of) {
        assertEquals(expected, of, "what the page offers");
    }
}
