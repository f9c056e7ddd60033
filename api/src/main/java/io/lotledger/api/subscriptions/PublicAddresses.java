package io.lotledger.api.subscriptions;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are on the public Internet (IANA's special-purpose registries for IPv4 and IPv6). A webhook must not
 * reach what only the server can reach, such as its own host, its network or a cloud's metadata service.
 */
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local, metadata services
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "::/96", // unspecified, loopback, IPv4-compatible
                    "::ffff:0:0:0/96", // IPv4-translated
                    "64:ff9b:1::/48", // local NAT64
                    "100::/64", // discard
                    "2001::/23", // protocol assignments, Teredo
                    "2001:db8::/32", // documentation
                    "3fff::/20", // documentation
                    "5f00::/16", // segment routing
                    "fc00::/7", // unique local
                    "fe80::/10", // link-local
                    "fec0::/10", // site-local
                    "ff00::/8") // multicast
            .map(Block::of)
            .toList();

    private static final Block NAT64 = Block.of("64:ff9b::/96");
    private static final Block SIX_TO_FOUR = Block.of("2002::/16");

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (NOT_PUBLIC.stream().anyMatch(block -> block.contains(bytes))) return false;
        if (!(address instanceof Inet6Address)) return true;
        // an address that wraps an IPv4 address leads to that one
        if (NAT64.contains(bytes)) return contains(ipv4(bytes, 12));
        if (SIX_TO_FOUR.contains(bytes)) return contains(ipv4(bytes, 2));
        return true;
    }

    private static InetAddress ipv4(byte[] bytes, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Addresses that begin with the same bits. An IPv4-mapped IPv6 address is an IPv4 address in Java. */
    private static final class Block {
        private final byte[] prefix;
        private final int bits;

        private Block(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        static Block of(String notation) {
            String[] parts = notation.split("/");
            try {
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(notation, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) return false;
            }
            return true;
        }
    }
}
