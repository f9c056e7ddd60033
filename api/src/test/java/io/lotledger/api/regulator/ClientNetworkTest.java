package io.lotledger.api.regulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {
    @Test
    void addressesOfOneIpv6NetworkAreOneClient() {
        assertThat(ClientNetwork.of("2001:db8:0:1::1")).isEqualTo(ClientNetwork.of("2001:db8:0:1:ffff::2"));
        assertThat(ClientNetwork.of("2001:db8:0:1::1")).isNotEqualTo(ClientNetwork.of("2001:db8:0:2::1"));
        assertThat(ClientNetwork.of("fe80::1%eth0")).isEqualTo(ClientNetwork.of("fe80::2"));
        assertThat(ClientNetwork.of("192.0.2.1")).isNotEqualTo(ClientNetwork.of("192.0.2.2"));
        assertThat(ClientNetwork.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(ClientNetwork.of("no:address")).isEqualTo("no:address");
    }
}
