package io.lotledger.api.dashboard.session;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
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
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    /** The repository's own sweep begins before the migrations have made its table; {@link #expiredSessions} sweeps instead. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> longestSession() {
        return repository -> {
            repository.setDefaultMaxInactiveInterval(DashboardSession.LONGEST);
            repository.setCleanupCron(Scheduled.CRON_DISABLED);
        };
    }

    /** Once for all nodes. Tasks start with the application, after the migrations. */
    @Bean
    RecurringTask<Void> expiredSessions(ObjectProvider<JdbcIndexedSessionRepository> sessions) {
        return Tasks.recurring("expired-sessions", FixedDelay.of(SWEEP_INTERVAL))
                .execute((instance, context) -> sessions.getObject().cleanUpExpiredSessions());
    }

    /** {@code Secure} is set for requests that came by TLS. */
    @Bean
    CookieSerializer sessionCookie() {
        DefaultCookieSerializer cookie = new SessionCookie();
        cookie.setCookieName(COOKIE);
        cookie.setCookiePath(PageRules.ROOT);
        cookie.setSameSite("Strict");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setCookieMaxAge(-1); // until the browser closes
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

    /** Only an id of the form that we make is looked up. Style, scripts and icons need no session. */
    private static final class SessionCookie extends DefaultCookieSerializer {
        private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        @Override
        public List<String> readCookieValues(HttpServletRequest request) {
            if (request.getRequestURI().startsWith(PageRules.ROOT + "/assets/")) return List.of();
            return super.readCookieValues(request).stream()
                    .filter(id -> ID.matcher(id).matches())
                    .toList();
        }
    }
}
