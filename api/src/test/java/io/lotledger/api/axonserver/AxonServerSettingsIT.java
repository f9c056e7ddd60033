package io.lotledger.api.axonserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.eventlog.EventLog;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator sets, and what is said when it is wrong. */
class AxonServerSettingsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path directory = LotledgerServer.newDataDirectory();

    @AfterEach
    void remove() {
        LotledgerServer.delete(directory);
    }

    @Test
    @FullEffort
    void severalServersContextTokenAndTlsAreUsedAndModesAreNotMixed() throws Exception {
        Path data = directory.resolve("data");
        try (AxonServerDouble log = AxonServerDouble.start(secured())) {
            List<String> settings = new ArrayList<>(log.serverSettings());
            settings.replaceAll(setting -> setting.startsWith("axon.axonserver.servers=")
                    ? "axon.axonserver.servers=127.0.0.1:1," + log.address()
                    : setting);

            try (LotledgerServer server = LotledgerServer.start(data, settings)) {
                assertThat(server.bean(EventLog.class).head()).isZero();
                assertThat(server.bean(AxonServerConfiguration.class).getContext())
                        .isEqualTo("food");
            }

            assertThatThrownBy(() -> LotledgerServer.start(data, List.of()))
                    .hasStackTraceContaining("is in Axon Server")
                    .hasStackTraceContaining("CannotStartException");

            settings.removeIf(setting -> setting.startsWith("axon.axonserver.token="));
            assertThatThrownBy(() -> LotledgerServer.start(data, settings))
                    .hasStackTraceContaining("gives no access to the event store of context 'food'");
        }
    }

    @Test
    @FullEffort
    void databaseWithALogOfItsOwnIsNotUsedWithAxonServer() {
        Path data = directory.resolve("own");
        try (LotledgerServer server = LotledgerServer.start(data)) {
            server.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                    .sql("""
                            insert into domain_event (event_identifier, aggregate_identifier, sequence_number, recorded_at,
                                                      payload_type, payload, meta_data)
                            values ('1', '1', 0, now(), 'test', '', '')
                            """)
                    .update();
        }
        try (AxonServerDouble log = AxonServerDouble.start()) {
            assertThatThrownBy(() -> LotledgerServer.start(data, log.serverSettings()))
                    .hasStackTraceContaining("This database holds a log of its own");
        }
    }

    private AxonServerDouble.Settings secured() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes(), UTF_8))
                .isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return new AxonServerDouble.Settings(
                "food",
                "s3cret",
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded()),
                1_000);
    }

    private File pem(String kind, byte[] der) throws Exception {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
        return Files.writeString(directory.resolve(kind.replace(' ', '-') + ".pem"), text)
                .toFile();
    }
}
