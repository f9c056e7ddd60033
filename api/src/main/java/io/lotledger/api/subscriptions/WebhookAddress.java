package io.lotledger.api.subscriptions;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import tools.jackson.databind.JsonNode;

/**
 * Checks the address of a webhook when it is sent. Names are resolved at each delivery and not here: what a name means
 * may change, and a subscription may come before the receiver.
 */
final class WebhookAddress {
    private static final int LONGEST = 2_000;
    /** An address and not a name, also in the short forms that resolvers take: {@code 127.1}, {@code 0x7f000001}. */
    private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+|0x[0-9a-f.x]+");

    private final DnsResolver names;

    WebhookAddress(DnsResolver names) {
        this.names = names;
    }

    /** The address; adds a fault unless deliveries may go there. */
    String check(JsonNode sent, SubscriptionFaults faults) {
        String text = sent.isString() ? sent.stringValue() : "";
        if (text.isEmpty() || text.length() > LONGEST) {
            faults.add(
                    "dest",
                    "dest must be the http or https URL that receives the events, of at most " + LONGEST
                            + " characters");
            return text;
        }
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                faults.add("dest", "dest must begin with http:// or https://, not '" + text + "'");
            } else if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
                faults.add("dest", "dest must name a host, as in https://receiver.example/events, not '" + text + "'");
            } else if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                faults.add("dest", "dest must have no user, password or fragment; verify deliveries by signatureToken");
            } else {
                checkHost(uri.getHost().toLowerCase(Locale.ROOT), faults);
            }
        } catch (URISyntaxException e) {
            faults.add("dest", "dest is not a URL: " + e.getMessage());
        }
        return text;
    }

    private void checkHost(String host, SubscriptionFaults faults) {
        boolean isKnown = LITERAL.matcher(host).matches() || host.equals("localhost") || host.endsWith(".localhost");
        if (!isKnown) return;
        try {
            names.resolve(host);
        } catch (CheckedDnsResolver.RefusedAddressException e) {
            faults.add("dest", "dest cannot be called: " + e.getMessage());
        } catch (UnknownHostException e) {
            faults.add("dest", "dest names the host '" + host + "', which is no address");
        }
    }
}
