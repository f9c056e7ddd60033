package io.lotledger.api.openapi;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The headers of an answer, against those that the OpenAPI document has for its status. */
final class SentHeaders {
    /** Headers of HTTP itself, and rules for browsers: the same everywhere. */
    private static final List<String> OF_HTTP = List.of(
            "Cache-Control",
            "Connection",
            "Content-Length",
            "Content-Security-Policy",
            "Content-Type",
            "Date",
            "Expires",
            "Keep-Alive",
            "Pragma",
            "Transfer-Encoding",
            "Vary",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-XSS-Protection");

    private SentHeaders() {}

    /** @param responses of the operation */
    static List<String> undocumented(JsonNode document, JsonNode responses, HttpResponse<?> answer) {
        JsonNode response = responses.path(Integer.toString(answer.statusCode()));
        if (response.has("$ref"))
            response = document.at(response.get("$ref").asString().substring(1));
        Set<String> documented = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        documented.addAll(OF_HTTP);
        documented.addAll(response.path("headers").propertyNames());
        return answer.headers().map().keySet().stream()
                .filter(name -> !documented.contains(name))
                .toList();
    }
}
