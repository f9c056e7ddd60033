package io.lotledger.api.subscriptions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber's HTTP server, which fails on command. */
final class Receiver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private volatile Function<Batch, Integer> answer = batch -> 204;
    private volatile String retryAfter = "";

    /** The answer 0 drops the connection instead. */
    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /** One POST, with what it was answered. */
    record Batch(String path, String body, Map<String, List<String>> headers, JsonNode document) {
        List<String> eventIDs() {
            List<String> ids = new ArrayList<>();
            results()
                    .at("/resultsBody/eventList")
                    .forEach(e -> ids.add(e.path("eventID").asString()));
            return ids;
        }

        JsonNode results() {
            return document.at("/epcisBody/queryResults");
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Batch batch =
                new Batch(exchange.getRequestURI().getPath(), body, exchange.getRequestHeaders(), JSON.readTree(body));
        int status = answer.apply(batch);
        if (status >= 200 && status < 300) batches.add(batch);
        if (!retryAfter.isEmpty()) exchange.getResponseHeaders().set("Retry-After", retryAfter);
        if (status != 0) exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** @param answer the status; 0 drops the connection */
    void answers(Function<Batch, Integer> answer) {
        this.answer = answer;
    }

    void answers(int status) {
        answers(batch -> status);
    }

    /** Sent with every answer. */
    void asksToRetryAfter(String secondsOrDate) {
        this.retryAfter = secondsOrDate;
    }

    /** The accepted ones. */
    List<Batch> batches() {
        return batches;
    }

    List<Batch> batches(String path) {
        return batches.stream().filter(batch -> batch.path().equals(path)).toList();
    }

    List<String> eventIDs(String path) {
        return batches(path).stream()
                .flatMap(batch -> batch.eventIDs().stream())
                .toList();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
