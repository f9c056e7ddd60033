package io.lotledger.api.profiles;

import io.lotledger.intake.profile.PartnerProfile;
import java.time.Instant;

/** A profile as it is kept, under the partner's name in paths. */
record KeptProfile(String partner, PartnerProfile profile, Instant createdAt, Instant updatedAt) {}
