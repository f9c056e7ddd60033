package io.lotledger.api.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers errors of filters and of the container with problems. A direct request for the error path is 404. */
@Controller
class ErrorAnswers implements ErrorController {
    static final String FORM = "The body's form fields are not percent-encoded UTF-8";

    @RequestMapping("${server.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) return; // a problem behind a part of an answer would look like its end
        boolean isDirect = request.getDispatcherType() == DispatcherType.REQUEST;
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problems.write(
                request,
                response,
                isDirect || !(status instanceof Integer code)
                        ? ProblemException.notFound("There is nothing at " + request.getRequestURI())
                        : of(code, (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)));
    }

    /** @param thrown null where the container threw nothing */
    static ProblemException of(int code, @Nullable Throwable thrown) {
        HttpStatus known = HttpStatus.resolve(code);
        String title = known == null ? "Error" : known.getReasonPhrase();
        String detail = thrown instanceof InvalidParameterException ? FORM : detail(code, title);
        return new ProblemException(code, Problems.typeOf(code), title, detail, Map.of());
    }

    /** What a client should check: the container does not report what it refused. */
    private static String detail(int code, String title) {
        return switch (code) {
            case 400 -> "The request is not well-formed HTTP: check its request line, path and headers";
            case 408 ->
                "The body did not arrive in time, or too many others were slow. Send it again: at least 1,024 bytes a second, without a pause of 10 seconds; gzip the"
                        + " document (Content-Encoding: gzip) or split it";
            case 431 ->
                "The headers are too large: request line and headers together may have 48 KB; send shorter ones";
            case 405 -> "The method is not allowed here";
            default -> title;
        };
    }
}
