package io.lotledger.api.dashboard.session;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** Sessions in PostgreSQL, for the paths of the dashboard only: requests of the API never touch them. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession
class SessionStoreWiring {
    static final String COOKIE = "ll_session";

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> longestSession() {
        return repository -> repository.setDefaultMaxInactiveInterval(DashboardSession.LONGEST);
    }

    /** {@code Secure} is set for requests that came by TLS. */
    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(COOKIE);
        cookie.setCookiePath(PageRules.ROOT);
        cookie.setSameSite("Strict");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setCookieMaxAge((int) Duration.ofSeconds(-1).toSeconds());
        return cookie;
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> dashboardSessions(SessionRepositoryFilter<?> filter) {
        FilterRegistrationBean<SessionRepositoryFilter<?>> registered = new FilterRegistrationBean<>(filter);
        registered.addUrlPatterns(PageRules.ROOT, PageRules.ROOT + "/*");
        registered.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC);
        registered.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registered;
    }
}
