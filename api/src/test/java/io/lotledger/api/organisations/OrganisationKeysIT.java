package io.lotledger.api.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.audit.Author;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganisationKeysIT {
    private final ApiKeys keys = LotledgerServer.shared().bean(ApiKeys.class);
    private final OrganisationKeys organisationKeys = LotledgerServer.shared().bean(OrganisationKeys.class);

    /** Its admins are people of an OpenID provider. */
    @Test
    void organisationWithoutAnAdminKeyRevokesTheKeysThatItHas() {
        UUID organisation = keys.organisation("People alone");
        String key = keys.create(organisation, "line 1", Set.of(Role.CAPTURE));

        organisationKeys.revoke(organisation, key.split("_")[1], Author.CONFIGURATION);

        assertThat(keys.authenticate(key)).isEmpty();
    }
}
