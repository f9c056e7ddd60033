package io.lotledger.api.subscriptions;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the hosts of webhooks for the HTTP client, which connects to exactly the addresses that this resolver
 * returns: a name that changes between check and connection (DNS rebinding) changes nothing. One refused address
 * refuses the host.
 */
final class CheckedDnsResolver implements DnsResolver {
    private final DnsResolver names;
    private final boolean allowsPrivate;

    CheckedDnsResolver(DnsResolver names, boolean allowsPrivate) {
        this.names = names;
        this.allowsPrivate = allowsPrivate;
    }

    /** @throws RefusedAddressException when the host may not be called */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) throw new UnknownHostException(host);
        for (InetAddress address : addresses) {
            boolean allowed = PublicAddresses.contains(address)
                    || (allowsPrivate && !address.isMulticastAddress() && !address.isAnyLocalAddress());
            if (!allowed) throw new RefusedAddressException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    /** The host of a webhook leads to an address that webhooks may not reach. */
    static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String host) {
            super("the host '" + host
                    + "' is in a loopback, private or other non-public network, which webhooks may not"
                    + " reach; an operator can allow it with lotledger.subscriptions.allow-private-addresses=true");
        }
    }
}
