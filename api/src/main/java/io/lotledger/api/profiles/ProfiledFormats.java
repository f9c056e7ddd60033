package io.lotledger.api.profiles;

import io.lotledger.api.capture.NamedProfiles;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.capture.SentFormat;
import io.lotledger.intake.fda.FdaTables;
import io.lotledger.intake.profile.PartnerProfile;
import io.lotledger.intake.x12.element.X12Settings;
import io.lotledger.intake.x12.notice.X12Format;
import io.lotledger.intake.x12.notice.X12Partners;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Formats that read as a partner writes: X12 by its sender, any format by the profile that the request names. */
@Component
class ProfiledFormats implements X12Partners, NamedProfiles {
    private final IntakeProfiles profiles;

    ProfiledFormats(IntakeProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public X12Settings of(UUID organisation, String sender) {
        return profiles.ofSender(organisation, sender)
                .map(kept -> kept.profile().x12())
                .orElse(X12Settings.USUAL);
    }

    @Override
    public SentFormat with(UUID organisation, String partner, SentFormat format) {
        PartnerProfile profile = profiles.find(organisation, partner)
                .orElseThrow(() -> ProblemException.unprocessable(
                        "profile",
                        "Your organisation has no profile of a partner '" + partner
                                + "'; list them with GET /intake/profiles",
                        List.of()))
                .profile();
        if (format instanceof X12Format x12) return x12.withPartners((any, sender) -> profile.x12());
        if (format instanceof FdaTables tables) return tables.withHeadings(profile.headings());
        throw ProblemException.unprocessable(
                "profile", "profile is for X12, spreadsheets and CSV; EPCIS documents need none", List.of());
    }
}
