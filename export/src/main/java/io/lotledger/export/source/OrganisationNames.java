package io.lotledger.export.source;

import java.util.UUID;

/** What organisations call themselves, as a workbook prints it. The name of an organisation never changes. */
public interface OrganisationNames {
    String nameOf(UUID organisation);
}
