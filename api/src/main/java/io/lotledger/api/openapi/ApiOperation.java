package io.lotledger.api.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of operations.
 *
 * @param call method and path, such as {@code GET /epcis/api/2.0/events/{eventID}}; names of path variables do not count
 * @param status of the answer when all goes well
 * @param type of the answer; several are separated by blanks, the example is of the first; null when there is no body
 * @param schema name of the answer's schema in {@code schemas.yaml}; null to take it from the controller
 * @param body media types of the request; null when it has none
 * @param bodySchema likewise of the request
 * @param headers names of header parameters beside those that every path of the API has
 * @param sends names of the headers of the answer when all goes well, beside those that every answer has; {@code headers.yaml}
 *     describes them
 * @param example values of the example call by parameter; others stay away
 * @param parameters descriptions of parameters that mean something else here than elsewhere, or the name of the entry of
 *     parameters.yaml that describes them here
 * @param errors other statuses, and why: those below 400 too. What goes wrong with any call, parameter or body is added to it
 */
record ApiOperation(
        String id,
        String call,
        String tag,
        String summary,
        @Nullable String description,
        int status,
        @Nullable String answer,
        @Nullable String type,
        @Nullable String schema,
        @Nullable String body,
        @Nullable String bodySchema,
        List<String> headers,
        List<String> sends,
        Map<String, String> example,
        Map<String, String> parameters,
        Map<Integer, String> errors) {

    @SuppressWarnings("NullableOptional") // Jackson leaves absent members null
    ApiOperation {
        status = status == 0 ? 200 : status;
        headers = headers == null ? List.of() : List.copyOf(headers);
        sends = sends == null ? List.of() : List.copyOf(sends);
        example = example == null ? Map.of() : new LinkedHashMap<>(example);
        parameters = parameters == null ? Map.of() : new LinkedHashMap<>(parameters);
        errors = errors == null ? Map.of() : new LinkedHashMap<>(errors);
    }

    String method() {
        return call.substring(0, call.indexOf(' '));
    }

    String path() {
        return call.substring(call.indexOf(' ') + 1);
    }

    List<String> types() {
        return type == null ? List.of() : List.of(type.split(" "));
    }

    List<String> bodyTypes() {
        return body == null ? List.of() : List.of(body.split(" "));
    }

    /** Method and path with every variable as {@code {}}. */
    static String key(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]*}", "{}");
    }
}
