package io.lotledger.api.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the OpenAPI document says beside the mappings: the files of the resource folder {@code openapi}. */
final class ApiTable {
    private static final ObjectMapper YAML = Yaml31.mapper();

    /** In the order of the table. */
    final Map<String, ApiOperation> operations = new LinkedHashMap<>();

    final Map<String, String> tags;
    final Map<String, ApiParameter> parameters;
    /** Headers of answers. */
    final Map<String, ApiParameter> headers;
    /** The parameters of SimpleEventQuery with a fixed name. */
    final Map<String, String> eventQuery;

    @SuppressWarnings("rawtypes")
    final Map<String, Schema> schemas;

    ApiTable() {
        List<ApiOperation> rows = read("operations.yaml", new TypeReference<>() {});
        rows.forEach(row -> add(row));
        tags = read("tags.yaml", new TypeReference<>() {});
        parameters = read("parameters.yaml", new TypeReference<>() {});
        headers = read("headers.yaml", new TypeReference<>() {});
        eventQuery = read("event-query.yaml", new TypeReference<>() {});
        schemas = read("schemas.yaml", new TypeReference<>() {});
        checkIds(rows);
    }

    /** @param type one of {@code string}, {@code integer}, {@code boolean}; {@code string} if absent */
    record ApiParameter(
            String description,
            @Nullable String type,
            @Nullable List<String> values) {}

    Header header(String name) {
        ApiParameter known = Objects.requireNonNull(headers.get(name), () -> "headers.yaml has no " + name);
        Schema<Object> schema = new Schema<>();
        schema.setTypes(Set.of(known.type() == null ? "string" : known.type()));
        return new Header().description(known.description()).schema(schema);
    }

    /** Without a description if the table has none; a test refuses that. */
    Parameter parameter(String in, String name) {
        return parameter(in, name, name);
    }

    /** @param entry key of the entry of parameters.yaml that describes the parameter */
    Parameter parameter(String in, String name, String entry) {
        @Nullable ApiParameter known = parameters.get(entry);
        Schema<Object> schema = new Schema<>();
        schema.setTypes(Set.of(known == null || known.type() == null ? "string" : known.type()));
        if (known != null && known.values() != null) known.values().forEach(schema::addEnumItemObject);
        return new Parameter()
                .in(in)
                .name(name)
                .description(known == null ? eventQuery.get(name) : known.description())
                .schema(schema);
    }

    Optional<ApiOperation> of(String method, String path) {
        return Optional.ofNullable(operations.get(ApiOperation.key(method, path)));
    }

    /** The example of an answer, or of a request with the suffix {@code .request}; empty if there is no file. */
    Optional<Object> example(String id, String mediaType) {
        boolean isJson = mediaType.endsWith("json") && !mediaType.endsWith("ndjson");
        String file = "examples/" + id + (isJson ? ".json" : mediaType.endsWith("xml") ? ".xml" : ".txt");
        try (InputStream in = ApiTable.class.getResourceAsStream("/openapi/" + file)) {
            if (in == null) return Optional.empty();
            return Optional.of(
                    isJson ? Json31.mapper().readTree(in) : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private void add(ApiOperation row) {
        @Nullable ApiOperation other = operations.put(ApiOperation.key(row.method(), row.path()), row);
        if (other != null) throw new IllegalStateException("operations.yaml has two rows for " + row.call());
    }

    private static void checkIds(List<ApiOperation> rows) {
        Set<String> ids = new HashSet<>();
        rows.stream().filter(row -> !ids.add(row.id())).findFirst().ifPresent(row -> {
            throw new IllegalStateException("operations.yaml has two rows with the id " + row.id());
        });
    }

    private static <T> T read(String file, TypeReference<T> type) {
        try (InputStream in = ApiTable.class.getResourceAsStream("/openapi/" + file)) {
            if (in == null) throw new IllegalStateException("no resource openapi/" + file);
            return YAML.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
