package io.ringside.dashboard;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every control by the page's own request, in every state. */
class ControlStatesIT extends ControlStates {
    @ParameterizedTest
    @EnumSource(names = "DISK_FULL")
    void shouldObeyEachControlOrSayWhyNot(State state) throws Exception {
        press(state);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void shouldObeyEachControlOrSayWhyNotInEveryState(State state) throws Exception {
        press(state);
    }

    @Override
    Presser presser(State state, Dashboard dashboard) {
        return new RequestPresser(dashboard);
    }

    /** A request may ask for anything, offered or not. */
    @Override
    void offers(List<Control> expected, List<Control> of) {}

    @Override
    void lookBack() {}
}
