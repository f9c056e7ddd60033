package io.lotledger.api.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** WebSockets at {@code /queries/{queryName}/events}. */
class QuerySocketsIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SHIPPING = "{\"EQ_bizStep\":[\"shipping\"]}";

    private final ApiKeys keys = SERVER.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("sockets " + UUID.randomUUID());
    private final String key = keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY));
    private final Subscriber partner = new Subscriber(SERVER.baseUrl(), key);

    /** The client's side: what it was sent, and how it was closed. */
    private static final class Client implements WebSocket.Listener {
        private final List<JsonNode> documents = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private volatile String closed = "";
        private volatile @Nullable WebSocket socket;

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                documents.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed = status + " " + reason;
            return CompletableFuture.completedFuture(null);
        }

        /** The server may close the socket before all is sent. */
        void say(Function<WebSocket, CompletableFuture<WebSocket>> what) {
            what.apply(Objects.requireNonNull(socket))
                    .handle((sent, refused) -> "")
                    .join();
        }

        List<String> eventIDs() {
            List<String> ids = new ArrayList<>();
            documents.forEach(document -> document.at("/epcisBody/queryResults/resultsBody/eventList")
                    .forEach(event -> ids.add(event.path("eventID").asString())));
            return ids;
        }
    }

    /** It takes no messages, whatever their form; the others go on. */
    @Test
    void clientThatTalksIsClosedAndNobodyElse() {
        partner.name("shipments", SHIPPING);
        Client quiet = open("stream=true", key);
        Client words = open("stream=true", key);
        Client bytes = open("stream=true", key);
        Client flood = open("stream=true", key);

        words.say(socket -> socket.sendText("{}", true));
        bytes.say(socket -> socket.sendBinary(ByteBuffer.allocate(3), true));
        flood.say(socket -> socket.sendText("x".repeat(1 << 20), true));

        await().until(() ->
                words.closed.startsWith("1003") && bytes.closed.startsWith("1003") && flood.closed.startsWith("1009"));
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 2));
        await().until(() -> quiet.eventIDs().size() == 2);
        assertThat(quiet.closed).isEmpty();
    }

    private Client open(String parameters, String apiKey, String... headers) {
        Client client = new Client();
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().header("X-API-Key", apiKey);
        for (int i = 0; i < headers.length; i += 2) builder.header(headers[i], headers[i + 1]);
        builder.buildAsync(
                        URI.create(SERVER.baseUrl().toString().replace("http:", "ws:")
                                + "/epcis/api/2.0/queries/shipments/events?" + parameters),
                        client)
                .join();
        return client;
    }

    private int refusal(String parameters, String apiKey) {
        try {
            open(parameters, apiKey);
            return 101;
        } catch (CompletionException e) {
            return e.getCause() instanceof WebSocketHandshakeException refused
                    ? refused.getResponse().statusCode()
                    : -1;
        }
    }

    @Test
    void eventsArriveAsTheyAreCapturedInOrder() {
        partner.name("shipments", SHIPPING);
        partner.capture("shipping", Subscriber.eventIDs("before", 0, 2));
        Client client = open("stream=true", key);

        partner.capture("receiving", Subscriber.eventIDs("other", 0, 2));
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 250));

        await().until(() -> client.eventIDs().size() == 250);
        assertThat(client.eventIDs()).isEqualTo(Subscriber.eventIDs("e", 0, 250));
        JsonNode results = client.documents.get(0).at("/epcisBody/queryResults");
        assertThat(results.path("queryName").asString()).isEqualTo("shipments");
        assertThat(results.path("subscriptionID").asString()).isNotEmpty();
    }

    @Test
    void socketBeginsAtItsInitialRecordTime() {
        partner.name("shipments", SHIPPING);
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 3));

        Client client = open("stream=true&initialRecordTime=2020-01-01T00:00:00Z", key);

        await().until(() -> client.eventIDs().size() == 3);
    }

    @Test
    void scheduledSocketReportsAnEmptyRunIfAsked() {
        partner.name("shipments", SHIPPING);
        Client client = open("second=%5B0-59%5D&reportIfEmpty=true", key);

        await().until(() -> !client.documents.isEmpty());
        partner.capture("shipping", Subscriber.eventIDs("e", 0, 3));
        await().until(() -> client.eventIDs().size() == 3);
    }

    @Test
    void deletedQueryClosesItsSockets() {
        partner.name("shipments", SHIPPING);
        Client client = open("stream=true", key);

        partner.delete("/queries/shipments");

        await().until(() -> client.closed.equals("1000 the query was deleted"));
    }

    @Test
    void suspendedOrganisationsSocketIsClosedWithThatReasonAndARevokedKeysWithItsOwn() {
        partner.name("shipments", SHIPPING);
        String other = keys.create(organisation, "other", Set.of(Role.QUERY));
        Client revoked = open("stream=true", other);
        SERVER.bean(JdbcClient.class)
                .sql("update api_key set revoked_at = now() where key_id = :id")
                .param("id", ApiKeys.parse(other).orElseThrow().id())
                .update();
        await().atMost(Duration.ofSeconds(5)).until(() -> revoked.closed.contains("unknown or revoked"));

        Client client = open("stream=true", key);
        SERVER.bean(JdbcClient.class)
                .sql("update organisation set suspended_at = now() where organisation = :id")
                .param("id", organisation)
                .update(); // as another node does it
        await().atMost(Duration.ofSeconds(5)).until(() -> client.closed.startsWith("1008 The organisation of this"));
    }

    @Test
    void keyThatLosesItsRoleLosesItsSocket() {
        partner.name("shipments", SHIPPING);
        String other = keys.create(organisation, "other", Set.of(Role.CAPTURE, Role.QUERY));
        Client client = open("stream=true", other);

        SERVER.bean(JdbcClient.class)
                .sql("update api_key set roles = array['capture'] where key_id = :id")
                .param("id", ApiKeys.parse(other).orElseThrow().id())
                .update(); // as another node does it

        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.closed.startsWith("1008 This API key no longer has the role query"));
    }

    @Test
    void handshakeIsRefusedLikeAnyRequest() {
        assertThat(refusal("stream=true", key)).isEqualTo(404);
        partner.name("shipments", SHIPPING);
        assertThat(refusal("", key)).isEqualTo(400);
        assertThat(refusal("stream=true&minute=5", key)).isEqualTo(400);
        assertThat(refusal("minute=60", key)).isEqualTo(400);
        assertThat(refusal("stream=true&streem=1", key)).isEqualTo(400);
        assertThat(refusal("stream=true", "ll_no_key")).isEqualTo(401);
        assertThat(refusal("stream=true", keys.create(organisation, "test", Set.of(Role.CAPTURE))))
                .isEqualTo(403);
        assertThatThrownBy(() -> open("stream=true", key, "Origin", "https://elsewhere.example"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void clientThatDoesNotReadHoldsUpNobodyElse() throws IOException {
        partner.name("shipments", SHIPPING);
        try (Socket deaf =
                new Socket(InetAddress.getLoopbackAddress(), SERVER.baseUrl().getPort())) {
            deaf.setReceiveBufferSize(4_096);
            handshake(deaf);
            Client client = open("stream=true", key);

            partner.capture("shipping", Subscriber.eventIDs("e", 0, 500));
            partner.capture("shipping", Subscriber.eventIDs("e", 500, 1_000));

            await().until(() -> client.eventIDs().size() == 1_000);
        }
    }

    @Test
    void handshakeWithoutItsKeySaysSo() throws IOException {
        partner.name("shipments", SHIPPING);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), SERVER.baseUrl().getPort())) {
            ask(socket, "Connection: close, Upgrade\r\n");

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("lacks the header Sec-WebSocket-Key");
        }
    }

    private void handshake(Socket socket) throws IOException {
        ask(socket, "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) answer.append((char) in.read());
        assertThat(answer.toString()).startsWith("HTTP/1.1 101").contains("GS1-Query-Min-Record-Time: 2");
    }

    private void ask(Socket socket, String headers) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(("GET /epcis/api/2.0/queries/shipments/events?stream=true HTTP/1.1\r\nHost: localhost\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" + headers
                        + "X-API-Key: " + key + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }
}
