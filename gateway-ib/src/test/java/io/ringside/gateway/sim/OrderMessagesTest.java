package io.ringside.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many fields the messages about orders have at each version, and which. */
class OrderMessagesTest {
    /** From version 153 on all text is of seven bits, from 166 on a refusal has a field of its own. */
    @Test
    void shouldTellErrorsAsTheVersionHasThem() {
        assertEquals(List.of("4", "2", "7", "201", "\u00e9"), error(152));
        assertEquals(List.of("4", "2", "7", "201", "\\u00e9"), error(153));
        assertEquals(List.of("4", "2", "7", "201", "\\u00e9"), error(165));
        assertEquals(List.of("4", "2", "7", "201", "\\u00e9", "{}"), error(166));
    }

    private static List<String> error(int serverVersion) {
        return SessionMessages.error(serverVersion, 7, 201, "\u00e9", "{}").fields();
    }

    private static final Map<String, String[]> QUESTIONS = Map.of(
            "5", new String[] {"16", "1"},
            "3", new String[] {"16", "1"},
            "11", new String[] {"7", "3", "41", "0", "", "", "", "", "", ""},
            "101", new String[] {"99", "0"});

    private final Workstation tws = Scene.workstation(Scene.settings(Scene.flat("190.00", 4)));
    private final TestClient trader = TestClient.started(tws, 7);

    /** One order that has executed, one that works. */
    @BeforeEach
    void trade() {
        tws.advanceTo(Scene.at("09:30") + 1);
        trader.send(Scene.order(1, "BUY", 10, "MKT", "", ""));
        trader.send(Scene.order(2, "BUY", 10, "LMT", "150.00", ""));
        trader.take();
    }

    private List<String> fields(String id, int version) {
        TestClient asking = TestClient.started(tws, version, version);
        asking.send(QUESTIONS.get(id));
        String message = asking.take(id).get(0);
        asking.disconnect();
        return List.of(message.split("\\|", -1));
    }

    /** How many fields more a version has than the one before. */
    @ParameterizedTest
    @CsvSource({
        "5, 101, 0",
        "5, 102, 9",
        "5, 103, 1",
        "5, 104, 0",
        "5, 105, 0",
        "5, 106, 3",
        "5, 107, 0",
        "5, 111, 1",
        "5, 112, 0",
        "5, 141, 1",
        "5, 142, 6",
        "5, 143, 0",
        "5, 145, 0",
        "5, 148, 1",
        "5, 151, 1",
        "5, 158, 1",
        "5, 160, 1",
        "5, 162, 1",
        "5, 163, 0",
        "5, 170, 5",
        "5, 171, 0",
        "3, 131, 0",
        "11, 102, 0",
        "11, 103, 1",
        "11, 104, 0",
        "11, 136, 0",
        "101, 103, 1",
        "101, 169, 0",
        "101, 170, 5",
        "101, 171, 0"
    })
    void shouldHaveTheFieldsOfTheVersion(String id, int version, int more) {
        assertEquals(more, fields(id, version).size() - fields(id, version - 1).size());
    }

    /** Where a field is left out and another added, their number says nothing. */
    @Test
    void shouldLeaveOutItsOwnVersionFromSomeVersionOn() {
        assertEquals(List.of("5", "34", "2"), fields("5", 144).subList(0, 3));
        assertEquals(List.of("5", "2", "265598"), fields("5", 145).subList(0, 3));
        assertEquals(List.of("3", "6", "2"), fields("3", 130).subList(0, 3));
        assertEquals(List.of("3", "2", "Submitted"), fields("3", 131).subList(0, 3));
        assertEquals(List.of("11", "10", "41", "1"), fields("11", 135).subList(0, 4));
        assertEquals(List.of("11", "41", "1", "265598"), fields("11", 136).subList(0, 4));
        assertEquals("2", fields("11", 136).get(30), "liquidity was removed");
        assertEquals(fields("11", 135).size(), fields("11", 136).size());
    }

    /** What is sent anywhere is sent to the best place. */
    @Test
    void shouldNameWhereAnOrderGoes() {
        trader.send(Scene.order(3, "BUY", 10, "LMT", "150.00", "", "9="));
        trader.send(Scene.order(4, "BUY", 10, "LMT", "150.00", "", "9=NASDAQ"));
        assertEquals(
                List.of("3 SMART", "4 NASDAQ"),
                trader.take("5").stream()
                        .map(one -> one.split("\\|", -1))
                        .map(one -> one[1] + " " + one[9])
                        .distinct()
                        .toList());
    }
}
