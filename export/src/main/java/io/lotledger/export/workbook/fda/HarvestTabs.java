package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;

/** Tabs of events before packing: harvesting and cooling (21 CFR 1.1325). */
final class HarvestTabs {
    static final LocationHeadings FARM = LocationHeadings.of(
            "Location Description for the Farm where the Food was Harvested",
            "Name of the Company Operating the Farm where the food was harvested",
            "Phone Number to Call the Farm where the food was harvested",
            "Street Address or Geographic Coordinates for the Farm where the Food was Harvested");
    private static final LocationHeadings RECIPIENT = LocationHeadings.of(
            "Location Description for the Immediate Subsequent Recipient (other than a transporter)",
            "Name of the Company Operating the Location Receiving the Food",
            "Phone Number to Call the Location Receiving the Food",
            "Street Address or Geographic Coordinates of the Actual Location Where the Food is Received");

    private HarvestTabs() {}

    static LocationHeadings cooler(String prefix) {
        return LocationHeadings.of(
                prefix,
                "Name of the Company Operating the Location that cooled the food",
                "Phone Number to Call the Location that cooled the food",
                "Street Address or Geographic Coordinates of the Actual Location where the Food was Cooled");
    }

    static Tab<Harvesting> harvesting() {
        return new TabBuilder<>(
                        "Harvesting", "1.1325(a)(1)", Harvesting.class, "Food taken from where it was grown or raised")
                .location(KeyDataElement.IMMEDIATE_SUBSEQUENT_RECIPIENT, "(i)", Harvesting::recipient, RECIPIENT)
                .column(
                        KeyDataElement.COMMODITY_AND_VARIETY,
                        "(ii)",
                        22,
                        Harvesting::commodity,
                        "Commodity\n\n(e.g., Melon, Lettuce, aquaculture Shrimp)")
                .column(
                        KeyDataElement.COMMODITY_AND_VARIETY,
                        "(ii)",
                        24,
                        Harvesting::variety,
                        "Variety (if applicable)\n\n(e.g., Small White Honeydew, Romaine, Whiteleg Shrimp)")
                .quantity(
                        "(iii)",
                        Harvesting::quantity,
                        "Quantity \n\n(e.g., 75, 200)",
                        "Unit of Measure\n\n(e.g., bins, pounds)")
                .location(KeyDataElement.FARM, "(iv)", Harvesting::farm, FARM)
                .column(
                        KeyDataElement.GROWING_AREA,
                        "(v)",
                        30,
                        Harvesting::field,
                        "For produce, the name of the field or other growing area from which the food was harvested"
                                + " (which must correspond to the name used by the grower)")
                .column(
                        KeyDataElement.CONTAINER,
                        "(vi)",
                        30,
                        Harvesting::container,
                        "For aquacultured food, the name of the container (e.g., pond, pool, tank, cage) from which"
                                + " the food was harvested (which must correspond to the container name used by the"
                                + " aquaculture farmer)")
                .date("(vii)", Harvesting::harvestDate, "Harvest Date")
                .documents(
                        "(viii)",
                        Harvesting::documents,
                        "Harvest log, invoice, sales receipt",
                        "Entries 395-402, INV 750A, No. 23-10284",
                        "this food's harvest")
                .keptBy(Harvesting::farm);
    }

    static Tab<Cooling> cooling() {
        return new TabBuilder<>(
                        "Cooling", "1.1325(b)(1)", Cooling.class, "Cooling of harvested food before it is packed")
                .location(KeyDataElement.IMMEDIATE_SUBSEQUENT_RECIPIENT, "(i)", Cooling::recipient, RECIPIENT)
                .column(
                        KeyDataElement.COMMODITY_AND_VARIETY,
                        "(ii)",
                        22,
                        Cooling::commodity,
                        "Commodity\n\n(e.g., Melon, Lettuce, aquaculture Shrimp)")
                .column(
                        KeyDataElement.COMMODITY_AND_VARIETY,
                        "(ii)",
                        24,
                        Cooling::variety,
                        "Variety (if applicable)\n\n(e.g., Small White Honeydew, Romaine, Whiteleg Shrimp)")
                .quantity(
                        "(iii)",
                        Cooling::quantity,
                        "Quantity\n\n(e.g., 75, 200)",
                        "Unit of Measure\n\n(e.g., bins, pounds)")
                .location(
                        KeyDataElement.COOLED_AT,
                        "(iv)",
                        Cooling::cooledAt,
                        cooler("Location Description for where the Food was Cooled"))
                .date("(v)", Cooling::coolingDate, "Cooling Date")
                .location(KeyDataElement.FARM, "(vi)", Cooling::farm, FARM)
                .documents(
                        "(vii)",
                        Cooling::documents,
                        "Production log, Work Order",
                        "Entries 395-402, WO-719-2043",
                        "the cooling of this food")
                .keptBy(Cooling::cooledAt);
    }
}
