package io.lotledger.api.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where the parts of this server are: for people at {@code /}, for programs at {@code /.well-known/api-catalog} (RFC 9727). */
@RestController
class StartPage {
    private static final String CATALOG = "/.well-known/api-catalog";
    private static final String API = "/epcis/api/2.0";
    private static final String PROFILE = "https://www.rfc-editor.org/info/rfc9727";
    private static final MediaType LINKSET =
            new MediaType("application", "linkset+json", Map.of("profile", '"' + PROFILE + '"'));
    private static final String OPENAPI = "application/vnd.oai.openapi+json;version=3.1";

    @GetMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> start() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "Lotledger");
        body.put("version", Product.VERSION);
        body.put("description", "An EPCIS 2.0 repository with lot lineage and FDA's FSMA 204 sortable spreadsheet");
        body.put("api", url(API));
        body.put("openapi", url(API + "/openapi.json"));
        body.put("openapi_yaml", url(API + "/openapi.yaml"));
        body.put("swagger_ui", url("/swagger-ui/index.html"));
        body.put("api_catalog", url(CATALOG));
        body.put("health", url("/actuator/health"));
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<" + url(CATALOG) + ">; rel=\"api-catalog\"")
                .header(HttpHeaders.LINK, "<" + url(API + "/openapi.json") + ">; rel=\"service-desc\"")
                .body(body);
    }

    @GetMapping(
            path = CATALOG,
            produces = {"application/linkset+json", MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Map<String, Object>> catalog() {
        Map<String, Object> catalog = new LinkedHashMap<>();
        catalog.put("anchor", url(CATALOG));
        catalog.put("item", List.of(Map.of("href", url(API))));
        Map<String, Object> api = new LinkedHashMap<>();
        api.put("anchor", url(API));
        api.put(
                "service-desc",
                List.of(
                        link(API + "/openapi.json", OPENAPI),
                        link(API + "/openapi.yaml", "application/vnd.oai.openapi;version=3.1")));
        api.put("service-doc", List.of(link("/swagger-ui/index.html", MediaType.TEXT_HTML_VALUE)));
        api.put("status", List.of(link("/actuator/health", MediaType.APPLICATION_JSON_VALUE)));
        return ResponseEntity.ok()
                .contentType(LINKSET)
                .header(
                        HttpHeaders.LINK,
                        "<" + url(CATALOG) + ">; rel=\"api-catalog\"; type=\"application/linkset+json\"; profile=\""
                                + PROFILE + "\"")
                .body(Map.of("linkset", List.of(catalog, api)));
    }

    private static Map<String, String> link(String path, String type) {
        Map<String, String> link = new LinkedHashMap<>();
        link.put("href", url(path));
        link.put("type", type);
        return link;
    }

    private static String url(String path) {
        return ServletUriComponentsBuilder.fromCurrentContextPath().path(path).toUriString();
    }
}
