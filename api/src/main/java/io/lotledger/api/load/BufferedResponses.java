package io.lotledger.api.load;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Enlarges Tomcat's write buffer: each write wakes the client and costs a system call on both sides. */
@Component
class BufferedResponses implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final int BYTES = 32 * 1024; // per open connection

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            boolean isKnown = connector.setProperty("socket.appWriteBufSize", Integer.toString(BYTES));
            if (!isKnown) throw new IllegalStateException("Tomcat's connector no longer has socket.appWriteBufSize");
        });
    }
}
