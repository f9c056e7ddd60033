package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FirstLandBasedReceiving;

/** First land-based receiving of food from a fishing vessel (21 CFR 1.1335). */
final class LandingTab {
    private LandingTab() {}

    static Tab<FirstLandBasedReceiving> firstLandBasedReceiving() {
        return new TabBuilder<>(
                        "First Land-Based Receiving",
                        "1.1335",
                        FirstLandBasedReceiving.class,
                        "Seafood taken over on land from a fishing vessel")
                .lotCode(
                        "(a)",
                        FirstLandBasedReceiving::traceabilityLotCode,
                        "Traceability Lot Code \n(you assigned)\n\n"
                                + "(The Traceability Lot Code you assigned to the food obtained from a fishing vessel)")
                .column(
                        KeyDataElement.SPECIES,
                        "(b)",
                        28,
                        FirstLandBasedReceiving::species,
                        "Species and/or Acceptable Market Name, If the Food is Unpackaged\n\n"
                                + "(e.g., Gadhus morhua, Tuna, Homarus americanus, Snapper)")
                .product(
                        "(b)",
                        FirstLandBasedReceiving::product,
                        new ProductHeadings(
                                "Product Description, If the Food is Packaged",
                                "Marketed Brand of this food product",
                                "Cod, Tuna, Lobster, Snapper",
                                "Atlantic Cod, Albacore, American Lobster, Red Snapper"))
                .quantity(
                        "(c)",
                        FirstLandBasedReceiving::quantity,
                        "Quantity\n\n(e.g., 300)",
                        "Unit of Measure\n\n(e.g., kg)")
                .dateHinted(
                        "(d)",
                        FirstLandBasedReceiving::harvestDateStart,
                        "Harvest Date Start",
                        "\n\n(Earliest date of fishing for this trip)")
                .dateHinted(
                        "(d)",
                        FirstLandBasedReceiving::harvestDateEnd,
                        "Harvest Date End",
                        "\n\n(Final date of fishing for this trip)")
                .column(
                        KeyDataElement.HARVEST_LOCATIONS,
                        "(d)",
                        30,
                        FirstLandBasedReceiving::harvestLocations,
                        "Harvest Locations For the Trip\n\n"
                                + "(e.g., NMFS Ocean Geographic code, FAO code, other recognizeable geo reference)")
                .location(
                        KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE,
                        "(e)",
                        FirstLandBasedReceiving::receiver,
                        LocationHeadings.of(
                                "Location Description for the First Land-Based Receiver (i.e., the Traceability Lot"
                                        + " Code Source)",
                                "Business Name of the First Land-Based Receiver",
                                "Phone Number to Call the First Land-Based Receiver",
                                "Street Address or Geographic Coordinates for the Actual Location where the Food is"
                                        + " Received"))
                .sourceReference("(e)", FirstLandBasedReceiving::sourceReference, "(if applicable)")
                .date("(f)", FirstLandBasedReceiving::landingDate, "Landing Date")
                .documents(
                        "(g)",
                        FirstLandBasedReceiving::documents,
                        "Weight ticket, Receipt of Goods, Dealers Report",
                        "Ref #538-050, 24-1103-48, 20240125668",
                        "the first land-based receiving of this food")
                .keptBy(FirstLandBasedReceiving::receiver);
    }
}
