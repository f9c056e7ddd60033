package io.lotledger.api.exports;

import static io.lotledger.api.exports.FakeExports.export;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for exports and jobs that are answered with 401 to 422. */
class RefusedExportsIT {
    private final FakeExports exports = FakeExports.shared();
    private final ApiClient client = exports.client;
    private final ApiClient stranger = exports.clientOf("Others", Role.EXPORT, Role.AUDIT);

    @Test
    void lotOfAnotherOrganisationIsAsUnknownAsOneThatNeverWas() {
        Lot lot = exports.newLot();
        String never = ShortUuid.encode(UUID.randomUUID());

        Answer others = stranger.get(export(lot));
        Answer unknown = stranger.get("/lots/" + never + "/fda-export");

        assertThat(others.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(withoutRequestId(others).replace(lot.shortId(), never))
                .isEqualToIgnoringCase(withoutRequestId(unknown));
    }

    private static String withoutRequestId(Answer answer) {
        return new String(answer.response().body(), StandardCharsets.UTF_8)
                .replaceAll(",\"request_id\":\"[0-9a-f]{32}\"", "");
    }

    @Test
    void jobOfAnotherOrganisationIsAsUnknownAsOneThatNeverWas() {
        String job = exports.delivered(exports.newLot()).text("job_short_id");

        assertThat(stranger.get("/exports/" + job).status()).isEqualTo(404);
        assertThat(stranger.get("/exports/" + job + "/history").status()).isEqualTo(404);
        assertThat(stranger.get("/exports/" + job + "/download").status()).isEqualTo(404);
        assertThat(stranger.get("/exports/" + ShortUuid.encode(UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/exports").body().get("exports").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "222222222222222222222",
                "22222222222222222222222",
                "2222222222222222222220",
                "222222222222222222222l",
                "zzzzzzzzzzzzzzzzzzzzzz"
            })
    void idOfWrongLengthOrAlphabetIsUnprocessable(String id) {
        assertThat(client.get("/lots/" + id + "/fda-export").status()).isEqualTo(422);
        assertThat(client.get("/exports/" + id).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"direction=sideways", "direction=", "direction=BOTH", "format=csv", "format="})
    void unknownDirectionOrFormatIsUnprocessable(String parameter) {
        Lot lot = exports.newLot();

        assertThat(client.get(export(lot) + "?" + parameter).status()).isEqualTo(422);
        assertThat(client.post(export(lot) + "?" + parameter).status()).isEqualTo(422);
    }

    @Test
    void badIdIsSaidBeforeAnythingIsLookedUp() {
        assertThat(stranger.get("/lots/short/fda-export").status()).isEqualTo(422);
    }

    @Test
    void noKeyIs401AndAKeyWithoutTheRoleIs403() {
        Lot lot = exports.newLot();

        assertThat(new ApiClient(exports.server.baseUrl(), null)
                        .get(export(lot))
                        .status())
                .isEqualTo(401);
        assertThat(new ApiClient(exports.server.baseUrl(), "ll_none_0123456789abcdef0123")
                        .get(export(lot))
                        .status())
                .isEqualTo(401);
        assertThat(exports.clientOf("Green Fields", Role.QUERY).get(export(lot)).status())
                .isEqualTo(403);
    }
}
