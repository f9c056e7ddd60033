package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.ReceivingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;

/** One step forward, one step back: shipping (21 CFR 1.1340(a)) and receiving (1.1345(a), (b)). */
final class ShippingTabs {
    private static final String LOT_CODE = "Traceability Lot Code\n\n(The Traceability Lot Code assigned to the food by"
            + " the Initial Packer / First Land-Based Receiver / person who Transformed the Food)";
    private static final String AMOUNT = "Quantity\n\n(e.g., 6, 25, 100, 200)";
    private static final String UNIT = "Unit of Measure\n\n(e.g., cases, reusable plastic containers, tanks, pounds)";
    private static final String RECEIPTS = "Receipt of Goods, Advance Shipping Notice, Bill of Lading (BOL)";
    private static final String RECEIPT_NUMBERS = "24-1103-48, ASN 10212025, BOL 042520 XYZ";
    private static final String INSTEAD = "(may be provided instead of the location description for the TLC Source)";

    private static final ProductHeadings PRODUCT = new ProductHeadings(
            "Product Description",
            "Marketed Brand of this food product",
            "Melon, Lettuce, Tuna, Soft Cheese",
            "Small White Honeydew, Romaine, Albacore, Queso Fresco");
    private static final LocationHeadings SOURCE = LocationHeadings.of(
                    "Location Description for the Traceability Lot Code Source",
                    "Business Name of the Traceability Lot Code Source",
                    "Phone Number to Call the Traceability Lot Code Source",
                    "Street Address or Geographic Coordinates of the Traceability Lot Code Source")
            .withSlashes();
    private static final LocationHeadings PREVIOUS_SOURCE = LocationHeadings.of(
            "Location Description for the Immediate Previous Source (other than a transporter)",
            "Name of the Company Operating the Location that the Food Arrived from",
            "Phone Number to Call the Location that the Food Arrived from",
            "Street Address or Geographic Coordinates of the Actual Location from which the food was sent");

    private ShippingTabs() {}

    static Tab<Shipping> shipping() {
        return new TabBuilder<>("Shipping", "1.1340(a)", Shipping.class, "Lots sent to the next recipient")
                .lotCode("(1)", Shipping::traceabilityLotCode, LOT_CODE)
                .quantity("(2)", Shipping::quantity, AMOUNT, UNIT)
                .product("(3)", Shipping::product, PRODUCT)
                .location(
                        KeyDataElement.IMMEDIATE_SUBSEQUENT_RECIPIENT,
                        "(4)",
                        Shipping::recipient,
                        LocationHeadings.of(
                                "Location Description for the Immediate Subsequent Recipient (other than a"
                                        + " transporter)",
                                "Name of the Company Operating the Location Receiving the Food",
                                "Phone Number to Call the Location Receiving the Food",
                                "Street Address or Geographic Coordinates of the Actual Location Where the Food is to"
                                        + " be Received"))
                .location(
                        KeyDataElement.SHIPPED_FROM,
                        "(5)",
                        Shipping::shippedFrom,
                        LocationHeadings.of(
                                "Location Description for the Location from which you Shipped the Food",
                                "Name of the Company Operating the Location the Food Shipped from",
                                "Phone Number to Call the Location the Food Shipped from",
                                "Street Address or Geographic Coordinates of the Actual Location from which the food"
                                        + " was sent"))
                .date("(6)", Shipping::shippingDate, "Shipping Date")
                .location(KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE, "(7)", Shipping::source, SOURCE)
                .sourceReference("(7)", Shipping::sourceReference, INSTEAD)
                .documents(
                        "(8)",
                        Shipping::documents,
                        "Advance Shipping Notice, Bill of Lading (BOL), Invoice",
                        "ASN 10212025, BOL 042520 XYZ, Invoice 750A",
                        "the shipping of this food")
                .keptBy(Shipping::shippedFrom);
    }

    static Tab<Receiving> receiving() {
        return new TabBuilder<>("Receiving", "1.1345(a)", Receiving.class, "Lots received from the previous source")
                .lotCode("(1)", Receiving::traceabilityLotCode, LOT_CODE)
                .quantity("(2)", Receiving::quantity, AMOUNT, UNIT)
                .product("(3)", Receiving::product, PRODUCT)
                .location(KeyDataElement.IMMEDIATE_PREVIOUS_SOURCE, "(4)", Receiving::previousSource, PREVIOUS_SOURCE)
                .location(
                        KeyDataElement.RECEIVED_AT,
                        "(5)",
                        Receiving::receivedAt,
                        LocationHeadings.of(
                                "Location Description for where the Food was Received",
                                "Name of the Company Operating the Location that Received the Food",
                                "Phone Number to Call the Location that Received the Food",
                                "Street Address or Geographic Coordinates of the Actual Location Where the Food was"
                                        + " Received"))
                .date("(6)", Receiving::receivingDate, "Date you Received the Food")
                .location(KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE, "(7)", Receiving::source, SOURCE)
                .sourceReference("(7)", Receiving::sourceReference, INSTEAD)
                .documents("(8)", Receiving::documents, RECEIPTS, RECEIPT_NUMBERS, "the receiving of this food")
                .keptBy(Receiving::receivedAt);
    }

    static Tab<ReceivingExempt> fromExempt() {
        return new TabBuilder<>(
                        "Receiving From Exempt",
                        "1.1345(b)",
                        ReceivingExempt.class,
                        "Lots received from a person the rule does not apply to")
                .lotCode(
                        "(1)",
                        ReceivingExempt::traceabilityLotCode,
                        "Traceability Lot Code (which you must assign if one has not already been assigned)\n(does not"
                                + " apply if you are a Retail Food Establishment or Restaurant)\n\n(The Traceability"
                                + " Lot Code you assigned to the food received from an exempt entity)")
                .quantity(
                        "(2)",
                        ReceivingExempt::quantity,
                        AMOUNT,
                        "Unit of Measure\n\n"
                                + "(e.g., 6 cases, 25 reusable plastic containers, 100 tanks, 200 pounds)")
                .product("(3)", ReceivingExempt::product, PRODUCT)
                .location(
                        KeyDataElement.IMMEDIATE_PREVIOUS_SOURCE,
                        "(4)",
                        ReceivingExempt::previousSource,
                        PREVIOUS_SOURCE)
                .location(
                        KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE,
                        "(5)",
                        ReceivingExempt::receivedAt,
                        LocationHeadings.of(
                                        "Location Description for where the Food was Received (i.e., the Traceability"
                                                + " Lot Code Source)",
                                        "Name of the Company Operating the Location that Received the Food and where"
                                                + " the Traceability Lot Code was assigned",
                                        "Phone Number to Call the Location that Received the Food and where the"
                                                + " Traceability Lot Code was assigned",
                                        "Street Address or Geographic Coordinates of the Actual Location Where the"
                                                + " Food was Received")
                                .withSlashes())
                .sourceReference("(5)", ReceivingExempt::sourceReference, "(if applicable)")
                .date("(6)", ReceivingExempt::receivingDate, "Receive Date")
                .documents("(7)", ReceivingExempt::documents, RECEIPTS, RECEIPT_NUMBERS, "the receiving of this food")
                .keptBy(ReceivingExempt::receivedAt);
    }
}
