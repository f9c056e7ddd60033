package io.lotledger.api.dashboard.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A browser hides a {@code SameSite=Strict} cookie when somebody follows a link from another site. The first request is
 * answered with a page that loads itself again: the second request comes from our own site and carries the cookie.
 */
final class CrossSiteEntry extends OncePerRequestFilter {
    private static final byte[] PAGE =
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0\"><title>Lotledger</title></head><body></body></html>"
                    .getBytes(StandardCharsets.UTF_8);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean fromElsewhere = "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && request.getMethod().equals("GET");
        if (!fromElsewhere || hasCookie(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(PAGE);
    }

    private static boolean hasCookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Stream.of(cookies).anyMatch(cookie -> cookie.getName().equals(SessionStoreWiring.COOKIE));
    }
}
