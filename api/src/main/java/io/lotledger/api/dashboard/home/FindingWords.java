package io.lotledger.api.dashboard.home;

import io.lotledger.projections.cte.model.FindingKind;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of finding means to the reader.
 *
 * @param what a sentence without its end
 * @param basis what it rests on, with the paragraph of the rule if there is one
 * @param todo what to do about it
 */
record FindingWords(String what, String basis, String todo) {

    static FindingWords of(FindingKind kind) {
        return switch (kind) {
            case MISSING_TLC_SOURCE ->
                words(
                        kind,
                        "Lot code source, 21 CFR 1.1340(a), 1.1345(a)",
                        "Ask whoever shipped it for the place that assigned the code, or for a reference to it.");
            case TLC_FIRST_SEEN_AT_SHIP ->
                words(
                        kind,
                        "Assignment of lot codes, 21 CFR 1.1320",
                        "Ask the shipper for the packing, landing or transformation that made the lot.");
            case TLC_FIRST_SEEN_AT_RECEIVE ->
                words(
                        kind,
                        "Assignment of lot codes, 21 CFR 1.1320",
                        "Ask the previous source for its packing or transformation event.");
            case REUSED_TLC ->
                words(
                        kind,
                        "A code is unique within its source's records, 21 CFR 1.1310",
                        "Ask both places which of them assigned it; one must assign another code.");
            case REWORK_SAME_TLC ->
                words(
                        kind,
                        "A transformation assigns a new code, 21 CFR 1.1320",
                        "Correct the event with the code of the new lot.");
            case CYCLE ->
                words(
                        kind,
                        "Lineage",
                        "One of the transformations names a wrong lot. Declare it an error and send it again.");
            case MISSING_QUANTITY ->
                words(
                        kind,
                        "Quantity and unit of measure, 21 CFR 1.1325 to 1.1350",
                        "Ask the keeper of the record for the quantity and its unit.");
            case OVER_CONSUMPTION ->
                words(
                        kind,
                        "Mass balance",
                        "Look at the balance of the lot: an event is missing, or a quantity is wrong.");
            case YIELD_OUT_OF_BAND ->
                words(kind, "Mass balance", "Compare the quantities of the transformation with the production record.");
            case SHORT_RECEIPT ->
                words(kind, "Shipping and receiving compared", "Ask the recipient what happened to the rest.");
            case OVER_RECEIPT ->
                words(kind, "Shipping and receiving compared", "Compare the bill of lading with both events.");
            case UNMATCHED_SHIP ->
                words(
                        kind,
                        "Shipping and receiving compared",
                        "Nothing, while it is on the road. Ask the recipient for its receiving event when it is overdue.");
            case UNMATCHED_RECEIVE ->
                words(kind, "Shipping and receiving compared", "Ask the previous source for its shipping event.");
            case UNMATCHED_COOLING ->
                words(
                        kind,
                        "Cooling before initial packing, 21 CFR 1.1325(b)",
                        "Capture the row of Cooling that is missing. If it was captured before the packing, capture its file again, with its capture in “Capture that the file corrects”.");
            case USE_BEFORE_CREATION ->
                words(
                        kind,
                        "Times of the events",
                        "One of the event times is wrong. Declare that event an error and send it again.");
            case SERIAL_WITHOUT_LOT ->
                words(
                        kind,
                        "Lot code of each shipment, receipt, input and output, 21 CFR 1.1340(a), 1.1345(a), 1.1350(a)",
                        "Ask for the event that gives the serial its lot, such as commissioning, or that packed the unit; or for the lot of the product.");
            case SPLIT_LOT ->
                words(
                        kind,
                        "A code is unique within its source's records, 21 CFR 1.1310",
                        "Capture the rows of both in one file, with the capture of those without the place of the source in “Capture that the file corrects”. Until then, trace both lots.");
            case UNKNOWN_LOCATION ->
                words(
                        kind,
                        "Location description, 21 CFR 1.1310",
                        "Describe the place, or ask its keeper for name, phone and address.");
            case UNKNOWN_PRODUCT ->
                words(
                        kind,
                        "Product description, 21 CFR 1.1310",
                        "Describe the product: name, brand, packaging size and style.");
            case AMBIGUOUS_CTE ->
                words(kind, "Classification", "Ask the sender to state the critical tracking event in lotledger:cte.");
            case UNCLASSIFIED_EVENT ->
                words(
                        kind,
                        "Classification",
                        "Map the business step, or leave it: packing and holding need no record.");
            case DECLARATION_WITHOUT_EVENT ->
                words(
                        kind,
                        "Error declarations of EPCIS",
                        "Ask the sender for the event. If it comes, it is void from the start.");
            case DECLARATION_DIFFERS ->
                words(
                        kind,
                        "Error declarations of EPCIS",
                        "Ask the sender which event was wrong. If it was another one, this event has to be sent again under a new eventID.");
            case MISSING_CORRECTION ->
                words(
                        kind,
                        "Error declarations of EPCIS",
                        "Ask the sender for the event that corrects it. Until it comes and is in force, nothing stands in for the event in error.");
        };
    }

    private static FindingWords words(FindingKind kind, String basis, String todo) {
        return new FindingWords(kind.title(), basis, todo);
    }

    /** The paragraph of a finding as it is cited. */
    static @Nullable String cited(@Nullable String cfr) {
        return cfr == null ? null : "21 CFR " + cfr;
    }
}
