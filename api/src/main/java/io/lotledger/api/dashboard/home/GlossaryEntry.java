package io.lotledger.api.dashboard.home;

import java.util.List;

/**
 * A word of these pages.
 *
 * @param see the paragraph or standard it comes from; empty for our own words
 */
record GlossaryEntry(String id, String word, String meaning, String see) {
    static final List<GlossaryEntry> ALL = List.of(
            entry(
                    "cte",
                    "Critical tracking event (CTE)",
                    "An event for which the rule requires a record: harvesting, cooling, initial packing, first land-based receiving, shipping, receiving or transformation of a food.",
                    "21 CFR 1.1310"),
            entry(
                    "kde",
                    "Key data element (KDE)",
                    "A piece of information that the rule requires for a critical tracking event, such as the quantity or the location description of the recipient.",
                    "21 CFR 1.1310"),
            entry(
                    "tlc",
                    "Traceability lot code (TLC)",
                    "The code that identifies a lot of food. It is assigned only at initial packing, first land-based receiving or transformation, or by whoever receives food from an exempt person. A later holder keeps it.",
                    "21 CFR 1.1310, 1.1320"),
            entry(
                    "tlc-source",
                    "Traceability lot code source",
                    "The place where the lot code was assigned. Shipping and receiving records give its location description, or a reference to it.",
                    "21 CFR 1.1310, 1.1340(a), 1.1345(a)"),
            entry(
                    "tlc-source-reference",
                    "Lot code source reference",
                    "Another way to tell FDA the source: a web address or an FDA food facility registration number.",
                    "21 CFR 1.1310"),
            entry(
                    "location-description",
                    "Location description",
                    "Business name, phone number and the physical address or geographic coordinates of a place.",
                    "21 CFR 1.1310"),
            entry(
                    "product-description",
                    "Product description",
                    "Product name with brand, commodity and variety where they apply, packaging size and packaging style.",
                    "21 CFR 1.1310"),
            entry(
                    "reference-document",
                    "Reference document",
                    "A business document that contains key data elements, such as a bill of lading or an invoice; records give its type and number.",
                    "21 CFR 1.1310"),
            entry(
                    "harvesting",
                    "Harvesting and cooling",
                    "What is recorded before initial packing. The harvester passes its records to the initial packer.",
                    "21 CFR 1.1325"),
            entry(
                    "initial-packing",
                    "Initial packing",
                    "The first packing of a raw agricultural commodity. The lot gets its code here.",
                    "21 CFR 1.1310, 1.1330"),
            entry(
                    "first-land-based-receiving",
                    "First land-based receiving",
                    "The first receipt on land of food from a fishing vessel. The lot gets its code here.",
                    "21 CFR 1.1335"),
            entry(
                    "shipping",
                    "Shipping and receiving",
                    "A food leaves one place for another, and arrives there. Both sides keep a record; the lot code is the same in both.",
                    "21 CFR 1.1340, 1.1345"),
            entry(
                    "transformation",
                    "Transformation",
                    "Making, changing, mixing or repacking food into a new lot with a new code. Taking a pallet apart is not a transformation.",
                    "21 CFR 1.1310, 1.1350"),
            entry(
                    "exempt",
                    "Exempt",
                    "A person or food to whom the rule does not apply. Whoever receives food from an exempt person assigns the lot code if there is none.",
                    "21 CFR 1.1305, 1.1345(b)"),
            entry("ftl", "Food Traceability List (FTL)", "The foods to which the rule applies.", "21 CFR 1.1300"),
            entry(
                    "24-hours",
                    "24-hour clock",
                    "FDA may ask for an electronic sortable spreadsheet with the records of foods and date ranges or lot codes. It is due within 24 hours of the request. The clock on these pages begins when the export is asked for here.",
                    "21 CFR 1.1455(c)"),
            entry(
                    "readiness",
                    "Readiness",
                    "The share of the required cells of FDA's spreadsheet that the records fill. Lot codes and their sources are scored apart, because they are what is missing most often.",
                    ""),
            entry(
                    "finding",
                    "Finding",
                    "Something wrong, missing or doubtful in the records. An error makes the record that FDA requires wrong or incomplete; a warning is probably a mistake; a note is worth knowing and often resolved by a later event.",
                    ""),
            entry(
                    "log-position",
                    "Log position",
                    "Everything captured has a number, in the order in which it came. An answer that names a position holds everything up to it and nothing after.",
                    ""),
            entry(
                    "projection",
                    "Tables",
                    "What is captured is in the log at once. Tables, from which pages and workbooks read, follow it within seconds. Exports wait for them.",
                    ""),
            entry(
                    "parked",
                    "Parked event",
                    "An event that is in the log and that a table could not take. It is missing there until it is retried with a version of the server that can read it.",
                    ""),
            entry(
                    "gtin",
                    "GTIN, GLN, SSCC",
                    "GS1's numbers of products, of places and parties, and of pallets and other logistic units.",
                    "GS1 General Specifications"),
            entry(
                    "epcis",
                    "EPCIS",
                    "GS1's standard for the events that partners send: what, when, where and why. CBV is its vocabulary.",
                    "EPCIS 2.0, CBV 2.0"));

    private static GlossaryEntry entry(String id, String word, String meaning, String see) {
        return new GlossaryEntry(id, word, meaning, see);
    }
}
