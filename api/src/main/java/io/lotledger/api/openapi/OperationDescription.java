package io.lotledger.api.openapi;

import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Access;
import io.lotledger.api.security.Role;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Completes one operation with its row of the table and the roles of its path. */
final class OperationDescription {
    /** Answers that many operations share, by the name of the component. */
    static final Map<String, ApiResponse> REFUSALS = Map.of(
            "InvalidParameter",
            problem("A parameter or header is unknown or not valid; all faults are listed"),
            "InvalidBody",
            problem("The body cannot be read"),
            "TooLarge",
            problem("The body is too large"),
            "UnsupportedMediaType",
            with(problem("The body is of another media type"), List.of("Accept", "Accept-Patch")),
            "Unauthorized",
            with(problem("No valid key"), List.of("WWW-Authenticate")),
            "Forbidden",
            problem("The key lacks the role"),
            "NotFound",
            problem("Nothing of this name in the key's organisation"),
            "TooManyRequests",
            with(
                    problem("The key has reached a limit of its requests; `Retry-After` says when the next may come"),
                    List.of("Retry-After")),
            "NotAcceptable",
            problem("`Accept` names no media type of this call, or the version of EPCIS or CBV is not supported"),
            "InternalError",
            problem("A fault of the server, with an `error_id` to quote"));

    /** A parameter of a map is springdoc's reading of a query with names of its own. */
    private static final String ANY = "parameters";

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]+)[^}]*}");

    private static final String PAGE = "#/components/schemas/PageRequest";

    /** Of every answer. */
    private static final List<String> IDS = List.of("X-Request-Id", "traceresponse");

    /** Of every answer of the API. */
    private static final List<String> SPOKEN = List.of("GS1-EPCIS-Version", "GS1-CBV-Version", "GS1-Extensions");

    /** Of every answer to a key. */
    private static final List<String> LIMITS =
            List.of("RateLimit-Policy", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset");

    /** Of the answers to OPTIONS, beside those of every answer. */
    private static final List<String> ANNOUNCED = List.of(
            "Allow",
            "Accept-Post",
            "Accept-Patch",
            "GS1-EPCIS-Min",
            "GS1-EPCIS-Max",
            "GS1-CBV-Min",
            "GS1-CBV-Max",
            "GS1-EPC-Format",
            "GS1-CBV-XML-Format",
            "GS1-Vendor-Version",
            "GS1-Query-Min-Record-Time",
            "GS1-Capture-Error-Behaviour");

    /** Of a document that is too large, and of the answers to OPTIONS. */
    private static final List<String> CAPTURE_LIMITS =
            List.of("GS1-EPCIS-Capture-Limit", "GS1-EPCIS-Capture-File-Size-Limit");

    private final ApiTable table;
    private final String key;

    /** @param key name of the security scheme */
    OperationDescription(ApiTable table, String key) {
        this.table = table;
        this.key = key;
    }

    void complete(String path, ApiOperation row, Operation operation) {
        Access access = Access.to(row.method(), path);
        operation.operationId(row.id()).summary(row.summary()).tags(List.of(row.tag()));
        operation.description(text(row.description(), access));
        access(operation, access);
        operation.setParameters(parameters(path, row, operation));
        operation.setRequestBody(body(row));
        operation.setResponses(responses(path, row, operation, access));
    }

    /** What every path of the API answers to OPTIONS. */
    Operation options(String path, String tag) {
        Access access = Access.to("OPTIONS", path);
        ApiResponse announced = new ApiResponse().description("`Allow` and GS1's headers; no body");
        with(with(announced, ANNOUNCED), CAPTURE_LIMITS);
        Operation operation = new Operation()
                .operationId("options " + path)
                .tags(List.of(tag))
                .summary("What this path allows")
                .description(text(
                        "The methods in `Allow`, and the versions, formats and limits that GS1's headers announce.",
                        access))
                .responses(new ApiResponses().addApiResponse("204", announced));
        access(operation, access);
        pathParameters(path, Map.of()).forEach(operation::addParametersItem);
        refusals(operation.getResponses(), access);
        common(path, operation.getResponses(), access);
        return operation;
    }

    private static String text(@Nullable String description, Access access) {
        String who = switch (access.kind()) {
            case PUBLIC -> "Needs no key.";
            case ANY_KEY -> "Needs a key with any role.";
            case NONE -> "Is open to no key.";
            case OPERATOR -> "Needs an `admin` key of the organisation that operates the server.";
            case ROLES ->
                "Needs a key with the role "
                        + access.roles().stream()
                                .map(role -> "`" + role.word() + "`")
                                .collect(Collectors.joining(" or "))
                        + ".";
        };
        return description == null ? who : description.strip() + "\n\n" + who;
    }

    private void access(Operation operation, Access access) {
        if (access.kind() == Access.Kind.PUBLIC) operation.setSecurity(List.of());
        else operation.setSecurity(List.of(new SecurityRequirement().addList(key)));
        if (access.kind() == Access.Kind.ROLES)
            operation.addExtension(
                    "x-roles", access.roles().stream().map(Role::word).toList());
        if (access.kind() == Access.Kind.OPERATOR) operation.addExtension("x-roles", List.of("operator"));
    }

    private List<Parameter> parameters(String path, ApiOperation row, Operation operation) {
        List<Parameter> all = new ArrayList<>(pathParameters(path, row.parameters()));
        Set<String> names = new LinkedHashSet<>();
        List<Parameter> found = operation.getParameters() == null ? List.of() : operation.getParameters();
        for (Parameter parameter : found) {
            if (parameter.getIn().equals("path")) continue;
            if (parameter.getSchema() != null
                    && PAGE.equals(parameter.getSchema().get$ref())) {
                names.addAll(List.of("query per_page", "query next_page_token"));
            } else if (parameter.getName().equals(ANY)) {
                table.eventQuery.keySet().forEach(name -> names.add("query " + name));
                names.addAll(List.of("query perPage", "query nextPageToken"));
            } else names.add(parameter.getIn() + " " + parameter.getName());
        }
        row.parameters().keySet().stream()
                .filter(name -> !path.contains("{" + name + "}"))
                .filter(name -> names.stream().noneMatch(known -> known.endsWith(" " + name)))
                .forEach(name -> names.add("query " + name));
        row.headers().forEach(name -> names.add("header " + name));
        names.forEach(name -> all.add(parameter(
                name.substring(0, name.indexOf(' ')), name.substring(name.indexOf(' ') + 1), row.parameters())));
        all.forEach(parameter -> {
            @Nullable String example = row.example().get(parameter.getName());
            if (example != null) parameter.setExample(typed(example, parameter));
        });
        if (path.startsWith("/epcis/api/2.0/")) {
            DocumentDescription.VERSIONS.forEach(
                    name -> all.add(new Parameter().$ref("#/components/parameters/" + name)));
        }
        return all;
    }

    private List<Parameter> pathParameters(String path, Map<String, String> own) {
        List<Parameter> parameters = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(path);
        while (variables.find())
            parameters.add(parameter("path", variables.group(1), own).required(true));
        return parameters;
    }

    private static Object typed(String example, Parameter parameter) {
        Set<?> types = parameter.getSchema().getTypes();
        if (types.contains("integer")) return Integer.valueOf(example);
        return types.contains("boolean") ? Boolean.valueOf(example) : example;
    }

    private Parameter parameter(String in, String name, Map<String, String> own) {
        @Nullable String description = own.get(name);
        if (description != null && table.parameters.containsKey(description))
            return table.parameter(in, name, description);
        Parameter parameter = table.parameter(in, name);
        return description == null ? parameter : parameter.description(description);
    }

    private @Nullable RequestBody body(ApiOperation row) {
        if (row.body() == null) return null;
        Content content = new Content();
        for (String type : row.bodyTypes()) {
            MediaType media = new MediaType().schema(ref(row.bodySchema() == null ? "Json" : row.bodySchema()));
            if (type.endsWith("xml")) media.schema(ref("XmlDocument"));
            else if (Set.of("text/csv", "text/tab-separated-values").contains(type)) media.schema(ref("CsvTable"));
            else if (type.endsWith(".sheet")) media.schema(ref("Workbook"));
            else if (type.endsWith("x12")) media.schema(ref("X12Interchange"));
            table.example(row.id() + ".request", type).ifPresent(media::setExample);
            content.addMediaType(type, media);
        }
        return new RequestBody().required(true).content(content);
    }

    private ApiResponses responses(String path, ApiOperation row, Operation operation, Access access) {
        ApiResponses responses = new ApiResponses();
        ApiResponse success = new ApiResponse().description(row.answer() == null ? row.summary() : row.answer());
        if (row.type() != null) success.setContent(content(row, found(operation)));
        with(success, row.sends());
        responses.addApiResponse(Integer.toString(row.status()), success);
        row.errors()
                .forEach(
                        (status, when) -> responses.addApiResponse(Integer.toString(status), other(row, status, when)));
        if (path.contains("{")) responses.putIfAbsent("404", refusal("NotFound"));
        if (path.startsWith("/epcis/api/2.0"))
            responses.putIfAbsent(Integer.toString(Problems.statusOfParameters(path)), refusal("InvalidParameter"));
        if (row.body() != null) {
            responses.putIfAbsent("400", refusal("InvalidBody"));
            responses.putIfAbsent("413", refusal("TooLarge"));
            responses.putIfAbsent("415", refusal("UnsupportedMediaType"));
        }
        refusals(responses, access);
        common(path, responses, access);
        ApiResponses ordered = new ApiResponses();
        ordered.putAll(new TreeMap<>(responses));
        return ordered;
    }

    private static ApiResponse other(ApiOperation row, int status, String when) {
        if (status < 400) return with(new ApiResponse().description(when), row.sends());
        if (status == 503) return with(problem(when), List.of("Retry-After"));
        boolean isOfCapture = status == 413 && row.body() != null;
        return isOfCapture ? with(problem(when), CAPTURE_LIMITS) : problem(when);
    }

    private Content content(ApiOperation row, Content found) {
        Content content = new Content();
        for (String type : row.types()) {
            MediaType media = new MediaType();
            if (row.schema() != null && type.endsWith("json")) media.schema(ref(row.schema()));
            else if (type.endsWith("xml")) media.schema(ref("XmlDocument"));
            else if (type.endsWith("x12")) media.schema(ref("X12Interchange"));
            else media.schema(schemaOf(found, type));
            table.example(row.id(), type).ifPresent(media::setExample);
            content.addMediaType(type, media);
        }
        return content;
    }

    /** The answer as the controller declares it, for any media type. */
    private static Content found(Operation operation) {
        return operation.getResponses().values().stream()
                .filter(response -> response.getContent() != null)
                .map(ApiResponse::getContent)
                .findFirst()
                .orElseGet(Content::new);
    }

    private static Schema<?> schemaOf(Content found, String type) {
        @Nullable MediaType media = found.get(type);
        if (media == null) media = found.get("*/*");
        if (media != null && media.getSchema() != null) return media.getSchema();
        Schema<?> text = new Schema<>();
        text.setTypes(Set.of("string"));
        return text;
    }

    private static void refusals(ApiResponses responses, Access access) {
        if (access.kind() != Access.Kind.PUBLIC) responses.putIfAbsent("401", refusal("Unauthorized"));
        if (access.kind() == Access.Kind.ROLES || access.kind() == Access.Kind.OPERATOR)
            responses.putIfAbsent("403", refusal("Forbidden"));
        if (access.kind() != Access.Kind.PUBLIC) responses.putIfAbsent("429", refusal("TooManyRequests"));
        responses.putIfAbsent("406", refusal("NotAcceptable"));
        responses.putIfAbsent("500", refusal("InternalError"));
    }

    /** Adds the headers of every answer to those that this document describes here, and not by reference. */
    private static void common(String path, ApiResponses responses, Access access) {
        responses.values().stream()
                .filter(response -> response.get$ref() == null)
                .forEach(response -> {
                    with(response, IDS);
                    if (path.startsWith("/epcis/api/2.0")) with(response, SPOKEN);
                    if (access.kind() != Access.Kind.PUBLIC) with(response, LIMITS);
                });
    }

    /** One of {@link #REFUSALS} with the headers that any call may send with it. */
    static ApiResponse ofAnyCall(ApiResponse refusal) {
        return with(with(with(refusal, IDS), SPOKEN), LIMITS);
    }

    private static ApiResponse with(ApiResponse response, List<String> headers) {
        headers.forEach(name -> response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name)));
        return response;
    }

    private static ApiResponse refusal(String name) {
        return new ApiResponse().$ref("#/components/responses/" + name);
    }

    private static ApiResponse problem(String when) {
        Content content = new Content();
        content.addMediaType("application/problem+json", new MediaType().schema(ref("Problem")));
        content.addMediaType("application/problem+xml", new MediaType().schema(ref("XmlDocument")));
        return new ApiResponse().description(when).content(content);
    }

    private static Schema<?> ref(String name) {
        return new Schema<>().$ref("#/components/schemas/" + name);
    }
}
