package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The places where a daemon is made to die are named by class and method: a rename would leave one that is never reached. */
class CrashPointTest {
    @ParameterizedTest
    @EnumSource
    void shouldNameMethodsThatThereAre(CrashPoint place) throws ClassNotFoundException {
        for (CrashPoint.Spot spot : place.spots()) {
            Class<?> owner = Class.forName(spot.owner().replace('/', '.'));
            assertTrue(
                    Arrays.stream(owner.getDeclaredMethods())
                            .anyMatch(method -> method.getName().equals(spot.method())),
                    spot.toString());
        }
    }
}
