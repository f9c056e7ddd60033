package io.lotledger.api.load;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** An answer of some hundred kilobytes goes out in few writes: each wakes the client, and costs a system call on both sides. */
@Component
class BufferedResponses implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final int BYTES = 32 * 1024; // of each open connection

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            boolean isKnown = connector.setProperty("socket.appWriteBufSize", Integer.toString(BYTES));
            if (!isKnown) throw new IllegalStateException("Tomcat's connector has no socket.appWriteBufSize any more");
        });
    }
}
