package io.lotledger.api.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers errors of filters and of the container with problems. A direct request for the error path is 404. */
@Controller
class ErrorAnswers implements ErrorController {

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
                        : of(code));
    }

    private static ProblemException of(int code) {
        HttpStatus known = HttpStatus.resolve(code);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return new ProblemException(code, Problems.typeOf(code), title, detail(code, title), Map.of());
    }

    /** What a client should check: the container does not report what it refused. */
    static String detail(int code, String title) {
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
