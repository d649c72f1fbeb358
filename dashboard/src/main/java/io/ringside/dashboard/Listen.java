package io.ringside.dashboard;

import io.ringside.engine.settings.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the page is served.
 *
 * @param host address or name, without brackets
 * @param port TCP port; 0 for any that is free
 */
record Listen(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9.-]+)):(\\d{1,5})|(\\d{1,5})");
    private static final int PORT_MAX = 65_535;

    /**
     * Reads {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code PORT}.
     *
     * @throws UserError if it is none of these
     */
    static Listen parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new UserError("--listen " + text + ": must look like 127.0.0.1:8790, [::1]:8790 or 8790");
        }
        String port = form.group(3) != null ? form.group(3) : form.group(4);
        if (Integer.parseInt(port) > PORT_MAX) {
            throw new UserError("--listen " + text + ": a port is at most " + PORT_MAX);
        }
        String host = form.group(1) != null ? form.group(1) : form.group(2) != null ? form.group(2) : "127.0.0.1";
        return new Listen(host, Integer.parseInt(port));
    }

    /**
     * Whether only this machine reaches it.
     *
     * @throws UserError if the name is not known
     */
    boolean isLoopback() {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new UserError("--listen " + host + ": no such host", e);
        }
    }

    /** The names under which a browser may ask for it, as in the Host header: all others are somebody's trick. */
    Set<String> hosts(int boundPort, List<String> more, boolean tls) {
        Set<String> hosts = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        names.add(host.contains(":") ? "[" + host + "]" : host);
        names.addAll(more);
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            hosts.add(lower + ":" + boundPort);
            if (boundPort == (tls ? 443 : 80)) {
                hosts.add(lower);
            }
        }
        return hosts;
    }
}
