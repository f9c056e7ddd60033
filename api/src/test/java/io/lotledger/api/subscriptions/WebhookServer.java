package io.lotledger.api.subscriptions;

import io.lotledger.api.LotledgerServer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server of this JVM that posts to receivers on this machine, and soon gives up those that fail. */
final class WebhookServer {
    private static @Nullable LotledgerServer shared;

    private WebhookServer() {}

    static synchronized LotledgerServer shared() {
        if (shared == null) {
            Path data = LotledgerServer.newDataDirectory();
            LotledgerServer started = LotledgerServer.start(
                    data,
                    List.of(
                            "lotledger.subscriptions.allow-private-addresses=true",
                            "lotledger.subscriptions.first-pause=20ms",
                            "lotledger.subscriptions.longest-pause=100ms",
                            "lotledger.subscriptions.request-timeout=2s",
                            "lotledger.subscriptions.give-up-after=4s",
                            "lotledger.subscriptions.batch-events=50"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                LotledgerServer.delete(data);
            }));
            shared = started;
        }
        return shared;
    }
}
