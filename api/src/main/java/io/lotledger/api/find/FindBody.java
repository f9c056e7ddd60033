package io.lotledger.api.find;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.paging.PageRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The answer to a search in the form of the HTTP contract. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record FindBody(
        String understoodAs,
        List<ResultBody> results,
        List<MoreBody> more,
        List<ResultBody> close,
        List<String> notes,
        @Nullable String nextPageToken) {
    private static final String API = "/epcis/api/2.0";

    record ResultBody(String kind, String id, String title, String detail, String url) {
        static ResultBody of(Found found) {
            return new ResultBody(found.kind().word(), found.id(), found.title(), found.detail(), FindBody.url(found));
        }
    }

    /**
     * @param total counted up to a limit
     * @param isAll false when there are more than that
     * @param url all of them
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record MoreBody(String kind, int total, boolean isAll, String url) {}

    static FindBody of(String text, FindResult result) {
        return new FindBody(
                result.understoodAs(),
                result.results().stream().map(ResultBody::of).toList(),
                result.more().stream()
                        .map(more -> new MoreBody(
                                more.kind().word(),
                                more.total(),
                                more.isAll(),
                                find(text) + "&only=" + more.kind().word()))
                        .toList(),
                result.close().stream().map(ResultBody::of).toList(),
                result.notes(),
                result.next() == null ? null : PageRequest.token(result.next()));
    }

    private static String url(Found found) {
        String id = encoded(found.id());
        return switch (found.kind()) {
            case LOT -> API + "/traceability/lots/" + id;
            case EXPORT_JOB -> API + "/traceability/exports/" + id;
            case PRODUCT -> API + "/masterdata/products/" + id;
            case EVENT -> API + "/events/" + id;
            case PLACE -> found.id().matches("\\d{13}") ? API + "/masterdata/locations/" + id : find(found.id());
            case UNIT, DOCUMENT -> find(found.id());
        };
    }

    private static String find(String text) {
        return API + "/traceability/find?q=" + encoded(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
