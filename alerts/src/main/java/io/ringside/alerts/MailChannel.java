package io.ringside.alerts;

import io.ringside.engine.settings.SettingsNode;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/**
 * Mail by SMTP, one connection a message. Connecting, reading and writing each end after the time that is given: the
 * library's own time-outs are infinite. A repeat has the message id of its original, so that servers and programs know it.
 */
final class MailChannel implements Channel {
    private static final int TEXT_MAX = 16_000;
    private static final int PORT_MAX = 65_535;
    private static final long ATTACHMENT_MAX = 10L << 20;

    private static final int ATTEMPT_TIMEOUTS = 4;

    private final Session session;
    private final long timeoutMs;
    private final String user;
    private final String password;
    private final InternetAddress from;
    private final List<InternetAddress> to;
    private CompletableFuture<Delivery> last = CompletableFuture.completedFuture(null);

    private MailChannel(
            Session session,
            long timeoutMs,
            String user,
            String password,
            InternetAddress from,
            List<InternetAddress> to) {
        this.session = session;
        this.timeoutMs = timeoutMs;
        this.user = user;
        this.password = password;
        this.from = from;
        this.to = to;
    }

    static MailChannel of(SettingsNode node, Secrets secrets, long timeoutMs) {
        String host = node.text("host", null);
        if (!host.matches("[A-Za-z0-9.:-]{1,255}")) {
            throw node.error("host", "must be a host's name");
        }
        String security = node.text("security", "starttls");
        String time = Long.toString(timeoutMs);
        Properties properties = new Properties();
        properties.put("mail.smtp.host", host);
        properties.put("mail.smtp.connectiontimeout", time);
        properties.put("mail.smtp.timeout", time);
        properties.put("mail.smtp.writetimeout", time);
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        // An answer that is not awaited at the end is not awaited for ever.
        properties.put("mail.smtp.quitwait", "false");
        int port;
        switch (security) {
            case "starttls" -> {
                port = 587;
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case "tls" -> {
                port = 465;
                properties.put("mail.smtp.ssl.enable", "true");
            }
            case "none" -> {
                port = 25;
                if (!AlertSettings.isLoopback(host)) {
                    throw node.error("security", "none is for a server on this machine alone; give starttls or tls");
                }
            }
            default -> throw node.error("security", "must be one of [none, starttls, tls]");
        }
        properties.put("mail.smtp.port", Integer.toString(node.number("port", port, 1, PORT_MAX)));
        String user = node.text("user", "");
        String password = user.isEmpty() ? null : secrets.required(node, "password");
        properties.put("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        InternetAddress from = node.parsed("from", null, MailChannel::address);
        List<InternetAddress> to = new ArrayList<>();
        for (String text : node.texts("to", null)) {
            try {
                to.add(address(text));
            } catch (IllegalArgumentException e) {
                throw node.error("to", e.getMessage());
            }
        }
        if (to.isEmpty()) {
            throw node.error("to", "must name somebody");
        }
        return new MailChannel(Session.getInstance(properties), timeoutMs, user, password, from, to);
    }

    private static InternetAddress address(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            address.validate();
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException("must be a mail address such as me@example.org", e);
        }
    }

    @Override
    public int textMax() {
        return TEXT_MAX;
    }

    /** The time-outs are of single reads: a server that sends a character now and then is given up after some of them. */
    @Override
    public Delivery send(Message message) throws InterruptedException {
        if (!last.isDone()) {
            return Delivery.later("the attempt before has not ended yet", 0);
        }
        CompletableFuture<Delivery> ended = new CompletableFuture<>();
        last = ended;
        Thread thread = new Thread(() -> attempt(message, ended), "ringside-mail");
        thread.setDaemon(true);
        thread.start();
        try {
            return ended.get(ATTEMPT_TIMEOUTS * timeoutMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Delivery.unknown("the server has not finished within " + ATTEMPT_TIMEOUTS * timeoutMs + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void attempt(Message message, CompletableFuture<Delivery> ended) {
        try {
            ended.complete(attempt(message));
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        } finally {
            // After any exception the next attempt may begin.
            ended.complete(Delivery.unknown("the attempt broke off"));
        }
    }

    private Delivery attempt(Message message) {
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage mail = mail(message);
            transport.connect(user.isEmpty() ? null : user, password);
            transport.sendMessage(mail, to.toArray(Address[]::new));
            return Delivery.sent();
        } catch (AuthenticationFailedException e) {
            // The library says so as well when the connection ends meanwhile; a server's own no has its number.
            String reason = "the server does not take name and password: " + e.getMessage();
            return String.valueOf(e.getMessage()).startsWith("5")
                    ? Delivery.refused(reason)
                    : Delivery.later(reason, 0);
        } catch (MailConnectException e) {
            return Delivery.later(e.toString().lines().findFirst().orElse(""), 0);
        } catch (SendFailedException e) {
            return failure(e);
        } catch (MessagingException e) {
            return Delivery.unknown(e.toString().lines().findFirst().orElse(""));
        } catch (IOException e) {
            return Delivery.later(e.toString(), 0);
        }
    }

    /** Whether it is worth another attempt is said by the first digit of the server's answer; 5 is for ever. */
    private static Delivery failure(SendFailedException failure) {
        int worst = 0;
        boolean unsaid = false;
        Exception one = failure;
        while (one instanceof MessagingException next) {
            int code = code(next);
            worst = Math.max(worst, code);
            unsaid |= code == 0 && next != failure;
            one = next.getNextException();
        }
        String reason = failure.toString().lines().findFirst().orElse("");
        boolean some = failure.getValidSentAddresses() != null && failure.getValidSentAddresses().length > 0;
        if (worst / 100 == 5 || some) {
            return Delivery.refused(some ? "not to everybody: " + reason : reason);
        }
        return unsaid || one != null ? Delivery.unknown(reason) : Delivery.later(reason, 0);
    }

    private static int code(MessagingException failure) {
        if (failure instanceof SMTPSendFailedException one) {
            return one.getReturnCode();
        }
        if (failure instanceof SMTPAddressFailedException one) {
            return one.getReturnCode();
        }
        return failure instanceof SMTPSenderFailedException one ? one.getReturnCode() : 0;
    }

    // The library takes no other kind of date.
    @SuppressWarnings("JavaUtilDate")
    private MimeMessage mail(Message message) throws MessagingException, IOException {
        Numbered mail = new Numbered(session, "<" + digest(message.keys()) + "@ringside>");
        mail.setFrom(from);
        mail.setRecipients(MimeMessage.RecipientType.TO, to.toArray(Address[]::new));
        mail.setSubject(message.subject(), "UTF-8");
        mail.setSentDate(new Date());
        mail.setHeader("X-Ringside-Repeat", String.valueOf(message.repeat()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        if (message.severity() == Severity.CRITICAL) {
            mail.setHeader("Importance", "high");
        }
        Path file = message.attachment().isEmpty() ? null : Path.of(message.attachment());
        if (file == null || !Files.isRegularFile(file) || Files.size(file) > ATTACHMENT_MAX) {
            mail.setText(message.text(), "UTF-8");
            return mail;
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(message.text(), "UTF-8");
        MimeBodyPart sheet = new MimeBodyPart();
        sheet.attachFile(file.toFile(), "text/html; charset=utf-8", "base64");
        mail.setContent(new MimeMultipart(text, sheet));
        return mail;
    }

    private static String digest(String keys) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(keys.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The library would number it anew at each attempt. */
    private static final class Numbered extends MimeMessage {
        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
