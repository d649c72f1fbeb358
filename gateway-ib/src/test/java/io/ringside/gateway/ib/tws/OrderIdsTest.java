package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldCountFromOneWhenThereIsNoFile() {
        OrderIds ids = ids();
        assertEquals(1, ids.next());
        assertEquals(2, ids.next());
    }

    @Test
    void shouldKnowWhetherAnyIdWasEverUsed() throws IOException {
        assertTrue(ids().isFresh());
        Files.writeString(file(), "next-order-id 1\n", StandardCharsets.US_ASCII);
        assertTrue(ids().isFresh());
        Files.writeString(file(), "next-order-id 2\n", StandardCharsets.US_ASCII);
        assertFalse(ids().isFresh());
        Files.delete(file());
        OrderIds raised = ids();
        raised.raise(1);
        assertTrue(raised.isFresh());
        raised.raise(2);
        assertFalse(raised.isFresh());
        assertEquals(2, raised.peek());
    }

    @Test
    void shouldNeverGoDownWhenTheBrokerDoes() {
        OrderIds ids = ids();
        ids.raise(1001);
        assertEquals(1001, ids.next());
        ids.raise(7);
        assertEquals(1002, ids.next());
    }

    @Test
    void shouldStayAboveEveryOrderThatWasSeen() {
        OrderIds ids = ids();
        ids.seen(500);
        ids.seen(0);
        ids.seen(-3);
        ids.seen(RequestIds.FIRST + 1);
        assertEquals(501, ids.next());
    }

    @Test
    void shouldStayAboveEveryIdOfEarlierRunsWhateverTheBrokerOffers() {
        int last = 0;
        for (int run = 0; run < 5; run++) {
            OrderIds ids = ids();
            ids.raise(1);
            for (int i = 0; i < 1_500; i++) {
                int id = ids.next();
                assertTrue(id > last);
                last = id;
                if (i % 100 == 0) {
                    ids.reserve();
                }
            }
        }
    }

    @Test
    void shouldCoverAnIdOnTheDiskBeforeItIsHandedOut() throws IOException {
        OrderIds ids = ids();
        for (int i = 0; i < 5_000; i++) {
            int id = ids.next();
            if (id % 97 == 0 || id % 1_000 < 3) {
                String text =
                        Files.readString(file(), StandardCharsets.US_ASCII).strip();
                int mark = Integer.parseInt(text.substring("next-order-id ".length()));
                assertTrue(mark > id && mark <= id + 1 + 1_000, "a death costs a block at most: " + mark);
            }
        }
    }

    @Test
    void shouldHandOutNoIdTwiceWhenManyThreadsAsk() throws InterruptedException {
        OrderIds ids = ids();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        Runnable asker = () -> {
            for (int i = 0; i < 5_000; i++) {
                assertTrue(seen.add(ids.next()));
                ids.seen(i * 2);
            }
        };
        Thread other = new Thread(asker);
        other.start();
        asker.run();
        other.join();
        assertEquals(10_000, seen.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "next-order-id 0\n",
                "next-order-id -5\n",
                "next-order-id 12",
                "next-order-id x\n",
                "next-order-id 99999999999\n",
                "next-order-id 2147483647\n",
                "next-order-id 1073741824\n",
                "\0\0\0\0"
            })
    void shouldRefuseToGuessWhenTheFileIsDamaged(String content) throws IOException {
        Files.writeString(file(), content, StandardCharsets.US_ASCII);
        assertThrows(UserError.class, this::ids);
    }

    @Test
    void shouldHandOutNothingWhenTheMarkCannotBeWritten() throws IOException {
        Path gone = folder.resolve("gone");
        Files.createDirectory(gone);
        OrderIds ids = new OrderIds(gone.resolve("order-ids"));
        Files.delete(gone);
        assertThrows(UncheckedIOException.class, ids::next);
    }

    @Test
    void shouldStopWhenIdsReachTheRangeOfRequests() {
        OrderIds ids = ids();
        ids.raise(RequestIds.FIRST - 1);
        assertEquals(RequestIds.FIRST - 1, ids.next());
        assertThrows(IllegalStateException.class, ids::next);
        assertThrows(IllegalStateException.class, ids::next);
        assertThrows(UserError.class, this::ids);
    }

    @Test
    void shouldSayThatTheIdsAreUsedUp() throws IOException {
        Files.writeString(file(), "next-order-id 1073741824\n", StandardCharsets.US_ASCII);
        assertEquals(
                file() + ": the order ids are used up at 1073741824; reset them in TWS (API settings), then write"
                        + " \"next-order-id 1\" into it",
                assertThrows(UserError.class, this::ids).getMessage());
        Files.writeString(file(), "next-order-id 1073741823\n", StandardCharsets.US_ASCII);
        assertEquals(1_073_741_823, ids().next());
    }

    @Test
    void shouldKeepTheRangesOfOrdersAndRequestsApart() {
        RequestIds requests = new RequestIds();
        int id = requests.next();
        assertTrue(RequestIds.isRequestId(id));
        assertFalse(RequestIds.isOrderId(id));
        assertEquals(id + 1, requests.next());
        assertFalse(RequestIds.isOrderId(0) || RequestIds.isOrderId(-1));
        assertTrue(RequestIds.isOrderId(1));
    }

    private OrderIds ids() {
        return new OrderIds(file());
    }

    private Path file() {
        return folder.resolve("order-ids");
    }

    /** Of a block of a thousand: while five hundred are left the mark stays, and with one fewer it is raised. */
    @Test
    void shouldRaiseTheMarkWhenLessThanHalfABlockIsLeft() throws IOException {
        OrderIds ids = ids();
        for (int id = 1; id <= 501; id++) {
            assertEquals(id, ids.next());
        }
        assertEquals("next-order-id 1002\n", Files.readString(file()));
        ids.reserve();
        assertEquals("next-order-id 1002\n", Files.readString(file()));
        ids.next();
        ids.reserve();
        assertEquals("next-order-id 1503\n", Files.readString(file()));
        ids.reserve();
        assertEquals("next-order-id 1503\n", Files.readString(file()));
    }
}
