package io.lotledger.api.capture;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Announces to OPTIONS which documents the paths of capture take (EPCIS 2.0 §12.7). */
@Configuration(proxyBeanMethods = false)
class CaptureOptions implements WebMvcConfigurer, HandlerInterceptor {
    private static final String API = "/epcis/api/2.0";

    private final CaptureRequests requests;

    CaptureOptions(CaptureRequests requests) {
        this.requests = requests;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(API + "/capture", API + "/events", API + "/event-hashes", API + "/validate");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!request.getMethod().equals("OPTIONS")) return true;
        String path = request.getRequestURI();
        requests.announceLimits(response);
        boolean takesAll = path.endsWith("/capture") || path.endsWith("/validate");
        CaptureRequests.Accepted accepted = takesAll ? CaptureRequests.Accepted.ALL : CaptureRequests.Accepted.EPCIS;
        response.setHeader("Accept-Post", String.join(", ", requests.mediaTypes(accepted)));
        if (path.endsWith("/event-hashes")) {
            response.setHeader("GS1-EPCIS-Capture-Limit", Integer.toString(EventHashesController.MOST_EVENTS));
        }
        if (takesAll) {
            response.setHeader("GS1-Capture-Error-Behaviour", "all"); // the standard's word for rollback and proceed
        }
        return true;
    }
}
