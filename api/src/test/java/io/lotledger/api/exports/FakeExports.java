package io.lotledger.api.exports;

import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.lineage.Lot;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The server of this JVM that exports {@link FakeTraces}, and an organisation that asks for them. */
final class FakeExports {
    private static @Nullable FakeExports shared;

    final LotledgerServer server;
    final FakeTraces traces;
    final ApiClient client;
    private final UUID organisation;

    private FakeExports(LotledgerServer server) {
        this.server = server;
        traces = server.bean(FakeTraces.class);
        organisation = server.bean(ApiKeys.class).organisation("Green Fields");
        client = clientOf("Green Fields", Role.EXPORT, Role.AUDIT);
    }

    static synchronized FakeExports shared() {
        if (shared == null) {
            Path data = LotledgerServer.newDataDirectory();
            LotledgerServer started =
                    LotledgerServer.start(data, List.of("lotledger.export.first-backoff=200ms"), FakeTraces.class);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                LotledgerServer.delete(data);
            }));
            shared = new FakeExports(started);
        }
        return shared;
    }

    Lot newLot() {
        return traces.newLot(organisation);
    }

    ApiClient clientOf(String organisation, Role... roles) {
        ApiKeys keys = server.bean(ApiKeys.class);
        return new ApiClient(server.baseUrl(), keys.create(keys.organisation(organisation), "test", Set.of(roles)));
    }

    static String export(Lot lot) {
        return "/lots/" + lot.shortId() + "/fda-export";
    }

    Answer delivered(Lot lot) {
        return ended(client, export(lot));
    }

    static Answer ended(ApiClient client, String path) {
        return await().until(() -> client.get(path), answer -> answer.status() == 200);
    }
}
