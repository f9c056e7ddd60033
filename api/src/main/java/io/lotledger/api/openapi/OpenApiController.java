package io.lotledger.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document of this server, as JSON and as YAML. */
@RestController
class OpenApiController {
    private static final String PATH = "/epcis/api/2.0/openapi";

    private final OpenApiWebMvcResource document;

    OpenApiController(OpenApiWebMvcResource document) {
        this.document = document;
    }

    @GetMapping(path = PATH + ".json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] json(HttpServletRequest request) throws JsonProcessingException {
        return document.openapiJson(request, PATH + ".json", Locale.ENGLISH);
    }

    @GetMapping(
            path = PATH + ".yaml",
            produces = {"application/yaml", "application/vnd.oai.openapi"})
    ResponseEntity<byte[]> yaml(HttpServletRequest request) throws JsonProcessingException {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_YAML)
                .body(document.openapiYaml(request, PATH + ".yaml", Locale.ENGLISH));
    }
}
