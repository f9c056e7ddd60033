package io.lotledger.api.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Answers requests that Tomcat refuses before any filter with problems instead of HTML pages. */
@Component
class ContainerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) host.setErrorReportValveClass(Valve.class.getName());
        });
    }

    /** Tomcat creates the valve by its class name. */
    public static final class Valve extends ErrorReportValve {
        private static final Logger LOG = LoggerFactory.getLogger(Valve.class);

        /** Tomcat has no exception of its own for a request line or headers that its buffer has no room for. */
        private static final String NO_ROOM =
                StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
            ProblemException problem = problem(request, status, throwable);
            response.setStatus(problem.status());
            boolean page = PlainPage.isAskedFor(request);
            byte[] body = page ? PlainPage.of(problem) : Problems.bytes(problem, false);
            try {
                if (page) PlainPage.headers(response);
                else response.setContentType(Problems.mediaType(false));
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
                response.finishResponse();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("the answer to a refused request could not be written: {}", e.getMessage());
            }
        }

        private static ProblemException problem(Request request, int refused, @Nullable Throwable throwable) {
            boolean hasNoRoom = throwable != null && NO_ROOM.equals(throwable.getMessage());
            boolean isInUrl =
                    request.getRequestURI() == null; // Tomcat sets it once it has read all of the request line
            if (hasNoRoom && isInUrl) return UrlLimit.exceeded();
            return ErrorAnswers.of(hasNoRoom ? 431 : refused, throwable);
        }
    }
}
