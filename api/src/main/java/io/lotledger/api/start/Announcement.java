package io.lotledger.api.start;

import java.net.InetAddress;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs the server's address once it answers. */
@Component
final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private final Environment environment;

    Announcement(Environment environment) {
        this.environment = environment;
    }

    private String scheme() {
        boolean isSecured = Stream.of("server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate")
                .anyMatch(environment::containsProperty);
        return isSecured && environment.getProperty("server.ssl.enabled", Boolean.class, true) ? "https" : "http";
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            String host = environment.getProperty(
                    "server.address", InetAddress.getLoopbackAddress().getHostAddress());
            LOG.info("Lotledger: {}://{}:{}", scheme(), host, web.getWebServer().getPort());
        }
    }
}
