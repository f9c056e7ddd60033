package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.export.workbook.ooxml.Styles;
import io.lotledger.export.workbook.ooxml.WrappedText;
import java.util.List;
import org.apache.poi.xssf.streaming.SXSSFRow;

/** What is needed to understand the records: terms, coding systems, abbreviations and conventions (21 CFR 1.1455(c)(1)). The words are ours. */
public final class DefinitionsSheet {
    public static final String NAME = "Definitions";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Subject", 24), new Heading("Term", 40), new Heading("Meaning", 110), new Heading("See", 22));

    private static final float POINTS_PER_LINE = 13.5f;
    private static final String CODES = "Codes";
    private static final String CELLS = "Cells";
    private static final String RULE = "Terms of the rule";
    private static final String SHEETS = "Sheets";
    private static final String SHORT = "Abbreviations";

    private static final List<Definition> FDA = List.of(
            define(
                    CODES,
                    "Traceability lot code (TLC)",
                    "The code that identifies a lot of food from its packing, landing or making onward. It is printed as "
                            + "the partner declared it. Where a partner declared no code apart from the GS1 key, it is printed as "
                            + "(01) with the 14-digit GTIN and (10) with the lot. It is text: letter case, zeros and spaces count.",
                    "21 CFR 1.1310"),
            define(
                    CODES,
                    "Identity of a lot",
                    "GTIN and lot together identify a lot. Two products with the same lot text are two lots. Where a "
                            + "partner uses no GTIN, the whole code it sent is the identity.",
                    "GS1 General Specifications"),
            define(
                    CODES,
                    "GTIN",
                    "Global Trade Item Number of a product and its packaging level. It has 14 digits; the last is a check "
                            + "digit.",
                    "GS1 General Specifications"),
            define(
                    CODES,
                    "GLN",
                    "Global Location Number of a place or company, 13 digits. Names, addresses and phone numbers come "
                            + "from the descriptions that partners supplied for it.",
                    "GS1 General Specifications"),
            define(
                    CODES,
                    "SSCC",
                    "Serial Shipping Container Code of a pallet or other logistic unit, 18 digits. A unit that was "
                            + "shipped or received is listed here as the lots inside it at that time.",
                    "GS1 General Specifications"),
            define(
                    CODES,
                    "Traceability lot code source reference",
                    "A web address or FDA registration number (FFRN) with which FDA can find where the lot code was "
                            + "assigned. An address such as https://id.gs1.org/01/{GTIN}/10/{lot} is a GS1 Digital Link.",
                    "21 CFR 1.1310"),
            define(
                    CODES,
                    "Unit of measure",
                    "Partners send codes of UN/ECE Recommendation 20. They are printed in words: LBR as pounds, KGM as "
                            + "kilograms, CS as cases, EA as each. A quantity without a unit counts pieces: each. An unknown code "
                            + "is printed as sent.",
                    "UN/ECE Rec. 20"),
            define(
                    CODES,
                    "Harvest location of a trip",
                    "Printed as sent: an FAO major fishing area, an NMFS ocean geographic code or another named area.",
                    "21 CFR 1.1335(d)"),
            define(
                    CELLS,
                    "Dates",
                    "Text in the form mm/dd/yyyy. It is the calendar day at the place of the event, by the UTC offset "
                            + "that the event carries. It is never shifted to another time zone.",
                    ""),
            define(
                    CELLS,
                    "n/a",
                    "Not applicable: no value belongs in this cell. The reason, if any, follows in parentheses.",
                    ""),
            define(
                    CELLS,
                    "n/a (See Traceability Lot Code Source Reference)",
                    "The source of the lot code is not described here. The reference in the same row leads to it.",
                    "21 CFR 1.1340(a)(7)"),
            define(
                    CELLS,
                    "n/a (Ingredients not on FTL)",
                    "The new lot was made only of foods that are not on the Food Traceability List.",
                    "21 CFR 1.1350(a)(1)"),
            define(
                    CELLS,
                    "Colored",
                    "A key data element that belongs here is missing from the records, or only its identifier is known.",
                    ""),
            define(
                    CELLS,
                    "Numbers",
                    "All cells of FDA's sheets are text, so that codes keep their leading zeros. Quantities are printed "
                            + "with a decimal point and without zeros at the end: 12.50 is 12.5.",
                    ""),
            define(
                    CELLS,
                    "Control characters",
                    "Invisible control characters are printed as visible symbols. They are not removed.",
                    ""),
            define(
                    CELLS,
                    "Repeated quantities",
                    "A lot packed from several deliveries has one row for each delivery. A transformation has one row for "
                            + "each pair of lot used and lot made. Each row repeats the quantity of the other side, so a sum over "
                            + "rows counts it several times.",
                    ""),
            define(
                    CELLS,
                    "Two reference documents",
                    "FDA's template has two pairs of columns. The second pair also holds the third and any further "
                            + "documents.",
                    ""),
            define(
                    CELLS,
                    "Continuation",
                    "A sheet holds 1,048,575 rows below its headings. Further rows continue on a sheet of the same name "
                            + "with a number, such as Shipping (2).",
                    ""),
            define(
                    RULE,
                    "Critical tracking event (CTE)",
                    "An event in the supply chain for which the rule requires a record: harvesting, cooling, initial "
                            + "packing, first land-based receiving, shipping, receiving or transformation.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Key data element (KDE)",
                    "A piece of information that the rule requires for such an event.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Traceability lot code source",
                    "The place where the lot code was assigned: where the food was first packed, landed, made, or "
                            + "received from an exempt person.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Location description",
                    "Business name, phone number, street address or geographic coordinates, city, state, ZIP code and "
                            + "country of the place where the food physically was.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Product description",
                    "Product name, brand, commodity and variety where they apply, packaging size and packaging style.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Immediate subsequent recipient, immediate previous source",
                    "The next holder of the food, and the holder it came from. A transporter is neither.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Initial packing",
                    "The first packing of a harvested food, where it gets its lot code. The columns of this sheet and the "
                            + "sheets Harvesting and Cooling show what happened before.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Transformation",
                    "Making, changing or repacking a food into a new lot, including mixing lots. Taking a pallet apart is "
                            + "not a transformation.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Exempt",
                    "A person to whom the rule does not apply. The receiver of food from an exempt person assigns the lot "
                            + "code.",
                    "21 CFR 1.1305"),
            define(SHORT, "ASN, BOL, PO", "Advance Shipping Notice, Bill of Lading, Purchase Order.", ""),
            define(
                    SHORT,
                    "CFR",
                    "Code of Federal Regulations. The sheet Introduction links each of FDA's sheets to its paragraph.",
                    "ecfr.gov"),
            define(
                    SHORT,
                    "EPCIS",
                    "The GS1 standard in which partners send the events from which these records were drawn.",
                    "EPCIS 2.0"),
            define(SHORT, "FFRN", "FDA Food Facility Registration Number.", ""),
            define(SHORT, "FTL", "Food Traceability List: the foods to which the rule applies.", "21 CFR 1.1300"),
            define(SHORT, "RFE or Rest.", "Retail food establishment or restaurant.", "21 CFR 1.1310"));

    private static final List<Definition> OURS = List.of(
            define(
                    SHEETS,
                    "Request",
                    "Who asked, when and for which lot; the log position of the records; and how many key data elements "
                            + "are missing.",
                    ""),
            define(
                    SHEETS,
                    "Columns",
                    "Each of FDA's columns with its key data element and the paragraph that requires it. Conditional: "
                            + "FDA's heading says if applicable, if available, if needed or instead.",
                    "21 CFR 1.1455(c)(1)"),
            define(
                    SHEETS,
                    "Lots",
                    "Each lot of the trace with its product and the source of its lot code. Role: requested lot is the "
                            + "lot asked for; upstream lots went into it; downstream lots were made from it. Steps counts the "
                            + "transformations in between.",
                    ""),
            define(
                    SHEETS,
                    "Who to call",
                    "Each place that a lot was sent to (consignee) or came from (supplier), with the quantities of its "
                            + "rows added up by unit of measure, and the number of rows. A receiver that no shipment names "
                            + "comes last.",
                    ""),
            define(
                    SHEETS,
                    "Lineage",
                    "Each lot used and lot made, with the quantities that the event states. Units are in words; an "
                            + "unknown code is printed as sent.",
                    ""),
            define(
                    SHEETS,
                    "Mass balance",
                    "Where the whole of each lot is, by unit of measure. It is computed from the events, because FDA's "
                            + "rows repeat quantities and do not add up. What was produced or received from an unknown shipper is "
                            + "now consumed, sold, destroyed, in transit, short at receipt, overdue or on hand. Overdue: shipped "
                            + "long ago, and not received by the time of this request.",
                    ""),
            define(
                    SHEETS,
                    "Findings",
                    "What is wrong, missing or doubtful about the lots of this workbook at the time of the request, with "
                            + "the events that show it and whom to ask. An error makes the records wrong or incomplete. A warning "
                            + "is probably a mistake. An info is good to know.",
                    ""),
            define(
                    SHEETS,
                    "Gaps",
                    "Each colored cell of FDA's sheets, the paragraph that requires its value, and the "
                            + "place that keeps the record and can be asked.",
                    ""),
            define(
                    SHEETS,
                    "Events",
                    "Each event from which the records were drawn. Read as: the sheets on which it has rows and why, or "
                            + "why it has none.",
                    ""),
            define(
                    SHEETS,
                    "Log position",
                    "The number of an entry in the log of captured events. The log never changes: a workbook made again "
                            + "at the same position is the same.",
                    ""),
            define(
                    SHEETS,
                    "Record time",
                    "When the event was captured in the log. Event time is when it happened.",
                    "EPCIS 2.0"),
            define(
                    SHEETS,
                    "SHA-256",
                    "A digest of the event: it changes if a single character of the event changes.",
                    ""));

    private DefinitionsSheet() {}

    public static void write(SheetSeries sheets, CellWriter cells, Styles styles, boolean fdaOnly) {
        for (Definition definition : FDA) write(sheets.next(), cells, styles, definition);
        if (!fdaOnly) for (Definition definition : OURS) write(sheets.next(), cells, styles, definition);
    }

    private static void write(SXSSFRow row, CellWriter cells, Styles styles, Definition definition) {
        int lines = Math.max(
                WrappedText.lines(definition.term(), characters(1)),
                WrappedText.lines(definition.meaning(), characters(2)));
        row.setHeightInPoints(lines * POINTS_PER_LINE + 3);
        cells.words(row, 0, definition.subject(), styles.text);
        cells.words(row, 1, definition.term(), styles.wrapped);
        cells.words(row, 2, definition.meaning(), styles.wrapped);
        cells.words(row, 3, definition.see(), styles.wrapped);
    }

    /** Widths count digits; of ordinary words more goes on a line. */
    private static int characters(int column) {
        return HEADINGS.get(column).width() * 11 / 10;
    }

    private static Definition define(String subject, String term, String meaning, String see) {
        return new Definition(subject, term, meaning, see);
    }

    private record Definition(String subject, String term, String meaning, String see) {}
}
