package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Texts for the wire: as long as there is room, and ASCII alone. */
class AsciiTextTest {
    @Test
    void shouldHoldSoManyCharactersAndNoMore() {
        AsciiText text = new AsciiText(5);
        assertTrue(text.isEmpty());
        text.set("abcd").append('e');
        assertEquals("abcde", text.toString());
        assertEquals('e', text.charAt(4));
        assertThrows(IndexOutOfBoundsException.class, () -> text.charAt(5));
        assertThrows(IndexOutOfBoundsException.class, () -> text.charAt(-1));
        assertThrows(IllegalArgumentException.class, () -> text.append('f'));
        assertThrows(IllegalArgumentException.class, () -> text.append("f"));
        assertEquals("abcde", text.append("").toString());
        assertEquals("abcde", text.set("abcde").toString());
        assertThrows(IllegalArgumentException.class, () -> text.set("abcdef"));
        assertEquals("bc", new AsciiText(5).set("abcd").subSequence(1, 3));
        assertEquals(
                "index 4 of a text of 4",
                assertThrows(
                                IndexOutOfBoundsException.class,
                                () -> text.set("abcd").charAt(4))
                        .getMessage(),
                "the room behind it is none of it");
        assertEquals(
                "index -1 of a text of 4",
                assertThrows(IndexOutOfBoundsException.class, () -> text.charAt(-1))
                        .getMessage());
        assertEquals(
                "no room for 2 characters behind \"abcd\"",
                assertThrows(IllegalArgumentException.class, () -> text.append("ef"))
                        .getMessage());
    }

    @Test
    void shouldTakeAnyNumberWhereThereIsRoomForTheLongest() {
        AsciiText text = new AsciiText(21);
        assertEquals(
                "x" + Long.MIN_VALUE, text.append('x').append(Long.MIN_VALUE).toString());
        assertThrows(IllegalArgumentException.class, () -> new AsciiText(19).append(1L));
        assertEquals("1", new AsciiText(20).append(1L).toString());
    }

    @Test
    void shouldCarryAsciiOnly() {
        AsciiText text = new AsciiText(9);
        assertEquals(" ~\t\n\r", text.set(" ~\t\n\r").toString());
        for (char wrong : new char[] {0, 31, 127, 200}) {
            assertThrows(IllegalArgumentException.class, () -> AsciiText.checked(wrong));
        }
    }
}
