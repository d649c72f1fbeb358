package io.ringside.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertSettingsTest {
    private static final String TOKEN = "123456:AAcanary_-xyz";

    @TempDir
    Path folder;

    private AlertSettings load(String text, Map<String, String> environment) throws IOException {
        Path file = folder.resolve("alerts.conf");
        Files.writeString(file, text);
        return AlertSettings.load(file, null, environment);
    }

    private Path secret(String name, String text, String rights) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        return file;
    }

    private void refused(String expected, String text) {
        UserError error = assertThrows(UserError.class, () -> load(text, Map.of("TOKEN", TOKEN)));
        assertTrue(error.getMessage().contains(expected), error.getMessage());
        assertTrue(error.getMessage().contains("alerts.conf"), error.getMessage());
        assertFalse(error.getMessage().contains("canary"), error.getMessage());
    }

    @Test
    void shouldReadTheShippedFile() {
        AlertSettings settings = AlertSettings.load(
                Path.of(System.getProperty("ringside.home"), "config", "alerts.conf"), Path.of("live"), Map.of());
        for (Rule rule : Rule.values()) {
            assertEquals(rule.usual(), settings.rules().get(rule), rule.key());
        }
        assertEquals(1, settings.routes().size());
    }

    @Test
    void shouldTakeSecretsFromFilesAndTheEnvironmentOnly() throws IOException {
        secret("token", TOKEN + "\n", "rw-------");
        load("channels { a { type = telegram, chat = 1, token-file = token } }", Map.of());
        load("channels { a { type = telegram, chat = 1, token-env = TOKEN } }", Map.of("TOKEN", TOKEN));
        refused("token must not stand here", "channels { a { type = telegram, chat = 1, token = \"1:x\" } }");
        refused("token-file: is missing", "channels { a { type = telegram, chat = 1 } }");
        refused("no such variable", "channels { a { type = telegram, chat = 1, token-env = NOBODY } }");
        secret("open", TOKEN, "rw-r-----");
        refused("chmod 600", "channels { a { type = telegram, chat = 1, token-file = open } }");
        secret("empty", "\n", "rw-------");
        UserError error = assertThrows(
                UserError.class,
                () -> load("channels { a { type = telegram, chat = 1, token-file = empty } }", Map.of()));
        assertTrue(error.getMessage().contains("holds no token"), error.getMessage());
    }

    @Test
    void shouldMaskSecretsWhereverTheyTurnUp() throws IOException {
        AlertSettings settings =
                load("channels { a { type = telegram, chat = 1, token-env = TOKEN } }", Map.of("TOKEN", TOKEN));
        assertEquals(
                "POST https://api/bot*****/x, bot*****",
                settings.secrets().mask("POST https://api/bot" + TOKEN + "/x, bot123456%3AAAcanary_-xyz"));
    }

    @Test
    void shouldSendNothingInTheClearBeyondThisMachine() throws IOException {
        refused("begins with https://", "channels { a { type = webhook, url = \"http://example.org/x\" } }");
        refused("begins with https://", "channels { a { type = webhook, url = \"file:///etc/passwd\" } }");
        refused("which may be secret", "channels { a { type = webhook, url = \"https://example.org/x?k=canary\" } }");
        refused("which may be secret", "channels { a { type = webhook, url = \"https://u:canary@example.org/x\" } }");
        refused(
                "on this machine alone",
                "channels { a { type = mail, host = example.org, security = none, from = \"a@b.c\", to = [\"a@b.c\"] } }");
        load("channels { a { type = webhook, url = \"http://127.0.0.1:9/x\" } }", Map.of());
    }

    @Test
    void shouldNameWhatIsWrong() {
        refused("at least one channel", "channels {}");
        refused("channels is missing", "name = x");
        refused("must be one of", "channels { a { type = pigeon } }");
        refused("rules.fill = loud", "rules { fill = loud }, channels { a { type = webhook, url = \"https://x.y\" } }");
        refused("unknown key", "rules { fil = off }, channels { a { type = webhook, url = \"https://x.y\" } }");
        refused(
                "needs the other one",
                "quiet { from = \"22:00\" }, channels { a { type = webhook, url = \"https://x.y\" } }");
        refused("path of a program", "channels { a { type = command, command = [\"/no/such\"] } }");
        refused("must be a mail address", "channels { a { type = mail, host = localhost, from = x, to = [] } }");
    }
}
