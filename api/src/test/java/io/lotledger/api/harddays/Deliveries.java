package io.lotledger.api.harddays;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lotledger.api.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber that takes every batch. */
final class Deliveries implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> eventIDs = Collections.synchronizedList(new ArrayList<>());

    Deliveries() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        JsonNode batch = JSON.readTree(exchange.getRequestBody().readAllBytes());
        batch.at("/epcisBody/queryResults/resultsBody/eventList")
                .forEach(event -> eventIDs.add(event.path("eventID").asString()));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/shipments";
    }

    /** Subscribes to every shipment that the client may see. */
    void subscribe(ApiClient client) {
        assertThat(client.create("/queries", "{\"name\":\"shipments\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}")
                        .status())
                .isEqualTo(201);
        assertThat(client.create("/queries/shipments/subscriptions", "{\"dest\":\"" + url() + "\",\"stream\":true}")
                        .status())
                .isEqualTo(201);
    }

    /** Those that came again after an answer that was lost are in the place of their first arrival. */
    List<String> distinct() {
        return List.copyOf(new LinkedHashSet<>(all()));
    }

    List<String> all() {
        synchronized (eventIDs) {
            return List.copyOf(eventIDs);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
