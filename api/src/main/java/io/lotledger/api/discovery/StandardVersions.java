package io.lotledger.api.discovery;

import io.lotledger.api.events.EventFormats;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.document.context.JsonLdContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The supported versions of EPCIS and CBV, and our extension: every answer names them, and a client that needs another version
 * gets 406. OPTIONS also announces the other headers a client may send (EPCIS 2.0 §12).
 */
@Configuration(proxyBeanMethods = false)
class StandardVersions implements WebMvcConfigurer, HandlerInterceptor {
    private static final String OURS = "2.0.0";
    private static final String OLDEST_READ = "1.1.0";
    private static final List<String> READ = List.of("2.0", "1.2", "1.1");
    private static final String API = "/epcis/api/2.0";
    /** Whose bodies are documents of any version that is read. Everything else is asked for, and answered in ours. */
    private static final Set<String> DOCUMENTS = Set.of(API + "/capture", API + "/validate", API + "/event-hashes");

    private static final Pattern VERSION = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){0,2}");

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(API, API + "/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader("GS1-Extensions", "lotledger=" + JsonLdContext.LOTLEDGER);
        for (String standard : List.of("EPCIS", "CBV")) {
            response.setHeader("GS1-" + standard + "-Version", OURS);
            String min = version(request, "GS1-" + standard + "-Min");
            String max = version(request, "GS1-" + standard + "-Max");
            if (min != null && compare(OURS, min) < 0) throw unsatisfiable(standard, "at least " + min);
            if (max != null && compare(OURS, max) > 0) throw unsatisfiable(standard, "at most " + max);
            String sent = version(request, "GS1-" + standard + "-Version");
            if (sent != null && READ.stream().noneMatch(read -> compare(read, sent) == 0)) {
                throw unsatisfiable(standard, sent);
            }
        }
        if (request.getMethod().equals("OPTIONS"))
            announce(response, DOCUMENTS.contains(request.getRequestURI()) ? OLDEST_READ : OURS);
        return true;
    }

    /** One header line per format, as in GS1's OpenAPI. */
    private static void announce(HttpServletResponse response, String oldest) {
        for (String standard : List.of("EPCIS", "CBV")) {
            response.setHeader("GS1-" + standard + "-Min", oldest);
            response.setHeader("GS1-" + standard + "-Max", OURS);
        }
        EventFormats.EPC_FORMATS.forEach(format -> response.addHeader(EventFormats.EPCS, format));
        EventFormats.WORD_FORMATS.forEach(format -> response.addHeader(EventFormats.WORDS, format));
        response.setHeader("GS1-Vendor-Version", "Lotledger " + Product.VERSION);
    }

    private static @Nullable String version(HttpServletRequest request, String header) {
        String version = request.getHeader(header);
        if (version == null || VERSION.matcher(version.strip()).matches())
            return version == null ? null : version.strip();
        throw new ProblemException(
                400,
                "epcisException:ValidationException",
                "Bad request",
                header + " must be a version such as 2.0.0, not '" + version + "'",
                Map.of("header", header));
    }

    /** Compares the parts that both have: 2.0.0 is neither before nor after 2.0. */
    private static int compare(String one, String other) {
        String[] a = one.split("\\.");
        String[] b = other.split("\\.");
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = Integer.compare(Integer.parseInt(a[i]), Integer.parseInt(b[i]));
            if (order != 0) return order;
        }
        return 0;
    }

    private static ProblemException unsatisfiable(String standard, String requested) {
        return new ProblemException(
                406,
                "epcisException:NotAcceptableException",
                "Unsupported version",
                standard + " " + requested + " is not supported; this server answers in " + standard + " " + OURS
                        + " and reads " + String.join(", ", READ),
                Map.of("spoken", OURS, "read", READ));
    }
}
