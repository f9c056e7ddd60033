package io.lotledger.export.source;

import java.util.UUID;

/** Names of organisations, as a workbook prints them. An organisation keeps its name. */
public interface OrganisationNames {
    String nameOf(UUID organisation);
}
