package io.lotledger.api.openapi;

import io.lotledger.api.discovery.Product;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays the table of operations over the document that springdoc makes of the mappings. */
final class DocumentDescription {
    private static final String KEY = "apiKey";
    private static final Pattern REF = Pattern.compile("\"#/components/schemas/([^\"]+)\"");

    static final List<String> VERSIONS = List.of("GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Min", "GS1-CBV-Max");

    private final ApiTable table;
    private final RecordSchemas records;

    DocumentDescription(ApiTable table, RecordSchemas records) {
        this.table = table;
        this.records = records;
    }

    void complete(OpenAPI document) {
        document.info(info()).servers(List.of(new Server().url("/").description("this server")));
        document.tags(table.tags.entrySet().stream()
                .map(tag -> new Tag().name(tag.getKey()).description(tag.getValue()))
                .toList());
        components(document);
        document.getPaths().remove("/epcis/api/2.0/"); // one resource, mapped twice
        document.getPaths().forEach(this::describe);
        document.setPaths(inOrder(document.getPaths()));
        removeUnused(document);
    }

    /** Schemas that only rows without a mapping use, or that springdoc found in what it describes no more. */
    @SuppressWarnings("rawtypes")
    private static void removeUnused(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> used = new TreeSet<>();
        String text = Json31.pretty(document.getPaths())
                + Json31.pretty(document.getComponents().getResponses());
        Deque<String> texts = new ArrayDeque<>(List.of(text));
        while (!texts.isEmpty()) {
            Matcher refs = REF.matcher(texts.pop());
            while (refs.find()) {
                if (used.add(refs.group(1))) texts.push(Json31.pretty(schemas.get(refs.group(1))));
            }
        }
        schemas.keySet().retainAll(used);
    }

    private static Info info() {
        return new Info()
                .title("Lotledger")
                .version(Product.VERSION)
                .description("""
                        EPCIS 2.0 (capture, query, subscriptions) below `/epcis/api/2.0`, with lots, their lineage and FDA's FSMA 204 \
                        workbook below `/epcis/api/2.0/traceability`.

                        Every call but the public ones needs an API key in `X-API-Key`, or a bearer token of the OpenID provider \
                        where the operator has configured one; each call names the roles that may use it. \
                        An organisation sees its own data only. Errors are `application/problem+json` (RFC 9457), or \
                        `application/problem+xml` for a client that prefers XML. Every path answers OPTIONS with 204. `Accept` chooses among the media types of an answer. A body may be compressed (`Content-Encoding: gzip` or `deflate`).""")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0"));
    }

    private void components(OpenAPI document) {
        Components components = document.getComponents();
        records.complete(components.getSchemas());
        table.schemas.forEach(components::addSchemas);
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        table.headers.keySet().forEach(name -> components.addHeaders(name, table.header(name)));
        OperationDescription.REFUSALS.forEach(
                (name, refusal) -> components.addResponses(name, OperationDescription.ofAnyCall(refusal)));
        VERSIONS.forEach(name -> components.addParameters(name, table.parameter("header", name)));
        components.addSecuritySchemes(
                KEY,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")
                        .description("`ll_<id>_<secret>`; an admin of the organisation creates it with `POST /keys`"));
    }

    private void describe(String path, PathItem item) {
        OperationDescription descriptions = new OperationDescription(table, KEY);
        item.readOperationsMap()
                .forEach((method, operation) ->
                        table.of(method.name(), path).ifPresent(row -> descriptions.complete(path, row, operation)));
        boolean isOfApi = path.startsWith("/epcis/api/2.0");
        if (isOfApi) item.setOptions(descriptions.options(path, tag(item)));
    }

    private static String tag(PathItem item) {
        return item.readOperations().stream()
                .map(Operation::getTags)
                .filter(tags -> tags != null && !tags.isEmpty())
                .map(tags -> tags.get(0))
                .findFirst()
                .orElse("Discovery");
    }

    /** The paths in the order of the table; a path without a row, which a test refuses, comes last. */
    private Paths inOrder(Paths found) {
        List<String> order = table.operations.values().stream()
                .map(row -> ApiOperation.key("", row.path()))
                .toList();
        Map<String, PathItem> sorted = new LinkedHashMap<>();
        found.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> {
                    int place = order.indexOf(ApiOperation.key("", entry.getKey()));
                    return place < 0 ? order.size() : place;
                }))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        Paths paths = new Paths();
        paths.putAll(sorted);
        return paths;
    }
}
