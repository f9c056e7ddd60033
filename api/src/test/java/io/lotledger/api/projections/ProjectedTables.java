package io.lotledger.api.projections;

import java.util.List;

/** The tables that a rebuild fills anew with the rows that they hold, in the order in which they are read. */
public final class ProjectedTables {
    public static final List<String> ALL = List.of(
            "event",
            "error_declaration",
            "error_correction",
            "queried_event",
            "event_resource",
            "lineage_event",
            "lot",
            "event_lot",
            "event_unit",
            "serial_lot",
            "shipping_document",
            "containment",
            "transformed_content",
            "transformed_unit",
            "declared_name",
            "lot_edge",
            "critical_tracking_event",
            "master_data",
            "company_prefix",
            "search_term",
            "search_document",
            "used_key",
            "used_key_lot");

    private ProjectedTables() {}
}
