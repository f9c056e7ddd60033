package io.lotledger.api.load;

import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Keeps threads for others while clients send slowly: at most half of them wait for bodies. */
@Component
class SlowSenders implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final String SILENCE_MILLIS = "10000";
    /** Of a chunk's extension, and of a trailer: Tomcat reads them at any pace, and nobody needs them. */
    private static final String MOST_EXTRAS = "128";

    private final int threads;

    SlowSenders(TomcatServerProperties tomcat) {
        this.threads = tomcat.getThreads().getMax();
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new PacedBodies(Math.max(1, threads / 2)));
        factory.addConnectorCustomizers(connector -> {
            boolean areKnown = connector.setProperty("disableUploadTimeout", "false")
                    && connector.setProperty("connectionUploadTimeout", SILENCE_MILLIS)
                    && connector.setProperty("maxExtensionSize", MOST_EXTRAS)
                    && connector.setProperty("maxTrailerSize", MOST_EXTRAS);
            if (!areKnown) throw new IllegalStateException("Tomcat's connector no longer has a setting of ours");
        });
    }
}
