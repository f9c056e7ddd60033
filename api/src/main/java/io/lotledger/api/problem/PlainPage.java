package io.lotledger.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * The page of a request that is refused before the dashboard, or the page behind a link, sees it: one with a NUL in its path or
 * query, or with a form that is not UTF-8. It needs nothing else of the server.
 */
final class PlainPage {
    private static final List<String> PAGES = List.of("/compliance", "/link");

    private PlainPage() {}

    /** Whether the answer is a page: at the address of one, unless the client asks for another format by its name. */
    static boolean isAskedFor(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        @Nullable String path = failed instanceof String sent ? sent : request.getRequestURI();
        return path != null && isAskedFor(path, request.getHeader("Accept"));
    }

    private static boolean isAskedFor(String path, @Nullable String accept) {
        boolean isPage = PAGES.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
        return isPage && (accept == null || takesHtml(accept));
    }

    private static boolean takesHtml(String accept) {
        try {
            List<MediaType> taken = MediaType.parseMediaTypes(accept).stream()
                    .filter(type -> type.getQualityValue() > 0)
                    .toList();
            return taken.stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML))
                    || taken.stream().allMatch(type -> type.includes(MediaType.TEXT_HTML));
        } catch (InvalidMediaTypeException e) {
            return true;
        }
    }

    static byte[] of(ProblemException problem) {
        String title = HtmlUtils.htmlEscape(problem.title(), "UTF-8");
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1$s</title></head>
                <body><main><p>%2$d</p><h1>%1$s</h1><p>%3$s</p></main></body></html>
                """.formatted(
                        title, problem.status(), HtmlUtils.htmlEscape(String.valueOf(problem.getMessage()), "UTF-8"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** No filter has set headers before. */
    static void headers(HttpServletResponse response) {
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
}
