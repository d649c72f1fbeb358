package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPolicyTest {
    private static final int ORDER = 1001;
    private static final int REQUEST = RequestIds.FIRST + 5;

    @ParameterizedTest
    @CsvSource({
        "-1, 1100, CONNECTION_LOST",
        "-1, 2110, CONNECTION_LOST",
        "-1, 1101, RESTORED_DATA_LOST",
        "-1, 1102, RESTORED",
        "-1, 1300, PORT_CHANGED",
        "-1, 2103, FARM_BROKEN",
        "-1, 2105, FARM_BROKEN",
        "-1, 2157, FARM_BROKEN",
        "-1, 2104, FARM_OK",
        "-1, 2106, FARM_OK",
        "-1, 2158, FARM_OK",
        "-1, 2107, ADVISORY",
        "-1, 326, CLIENT_ID_IN_USE",
        "-1, 100, PACING",
        "-1, 77777, WARNING",
        "-1, 2100, ADVISORY"
    })
    void shouldKnowTheCodesOfTheConnection(int id, int code, ErrorPolicy policy) {
        assertEquals(policy, ErrorPolicy.of(id, code, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "2109, ADVISORY",
        "2137, ADVISORY",
        "2174, ADVISORY",
        "10349, ADVISORY",
        "399, ADVISORY",
        "404, ADVISORY",
        "10167, ADVISORY",
        "10090, ADVISORY",
        "2161, ADVISORY",
        "2102, RACE_QUERY",
        "104, RACE_QUERY",
        "135, RACE_QUERY",
        "136, RACE_QUERY",
        "161, RACE_QUERY",
        "10147, RACE_QUERY",
        "10148, RACE_QUERY",
        "103, ORDER_REJECTED",
        "105, ORDER_REJECTED",
        "110, ORDER_REJECTED",
        "113, ORDER_REJECTED",
        "200, ORDER_REJECTED",
        "201, ORDER_REJECTED",
        "203, ORDER_REJECTED",
        "460, ORDER_REJECTED",
        "321, ORDER_REJECTED",
        "10289, ORDER_REJECTED",
        "10293, ORDER_REJECTED",
        "451, ORDER_REJECTED",
        "383, ORDER_REJECTED",
        "10268, ORDER_REJECTED",
        "202, ORDER_CANCELLED",
        "77777, WARNING_QUERY",
        "0, WARNING_QUERY"
    })
    void shouldKnowTheCodesOfOrders(int code, ErrorPolicy policy) {
        assertEquals(policy, ErrorPolicy.of(ORDER, code, "any text"));
    }

    @ParameterizedTest
    @CsvSource({
        "200, REQUEST_FAILED",
        "162, REQUEST_FAILED",
        "101, REQUEST_FAILED",
        "354, REQUEST_FAILED",
        "10190, REQUEST_FAILED",
        "10168, REQUEST_FAILED",
        "321, REQUEST_FAILED",
        "420, PACING",
        "317, RESUBSCRIBE",
        "10225, RESUBSCRIBE",
        "10197, COMPETING_SESSION",
        "10167, ADVISORY",
        "165, ADVISORY",
        "366, ADVISORY",
        "77777, WARNING"
    })
    void shouldKnowTheCodesOfRequests(int code, ErrorPolicy policy) {
        assertEquals(policy, ErrorPolicy.of(REQUEST, code, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "162, 'Historical Market Data Service error message:API historical data query cancelled', REQUEST_FAILED",
        "162, 'Historical Market Data Service error message:Pacing violation', PACING",
        "420, 'Invalid Real-time Query:No market data permissions for ISLAND STK', REQUEST_FAILED",
        "420, 'Invalid Real-time Query:Historical data request pacing violation', PACING",
        "321, 'Error validating request: The API interface is currently in Read-Only mode.', FATAL_CONFIG"
    })
    void shouldReadTheTextWhereTheCodeIsNotEnough(int code, String text, ErrorPolicy policy) {
        assertEquals(policy, ErrorPolicy.of(REQUEST, code, text));
    }

    /** The words that decide are found wherever they stand, and in letters of either size. */
    @ParameterizedTest
    @CsvSource({
        "321, 'The API interface is currently in READ-ONLY mode', FATAL_CONFIG",
        "321, read-only, FATAL_CONFIG",
        "321, 'a read-onl', REQUEST_FAILED",
        "321, 'read only', REQUEST_FAILED",
        "321, '', REQUEST_FAILED",
        "321, '@read-onlZ', REQUEST_FAILED",
        "162, 'PACING VIOLATION', PACING",
        "162, 'a pacing violatio', REQUEST_FAILED",
        "420, 'NO MARKET DATA PERMISSIONS', REQUEST_FAILED",
        "420, 'permissio', PACING"
    })
    void shouldFindTheWordsThatDecide(int code, String text, ErrorPolicy policy) {
        assertEquals(policy, ErrorPolicy.of(REQUEST, code, text));
    }
}
