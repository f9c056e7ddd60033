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
                    "The code under which a lot of food is known from its packing,"
                            + " landing or making onwards. It is printed here as the partner declared it; where none was declared"
                            + " apart from the GS1 key, as (01) and the 14-digit GTIN, (10) and the lot. It is text: upper and"
                            + " lower case, zeros and blanks count.",
                    "21 CFR 1.1310"),
            define(
                    CODES,
                    "Identity of a lot",
                    "GTIN and lot together. Two products with the same lot text are two lots."
                            + " Where a partner uses no GTIN, the whole code it sent is the identity.",
                    "GS1 General Specifications"),
            define(
                    CODES,
                    "GTIN",
                    "Global Trade Item Number of a product and its packaging level, 14 digits, the last a check"
                            + " digit.",
                    "GS1 General Specifications"),
            define(
                    CODES,
                    "GLN",
                    "Global Location Number of a place or company, 13 digits. Names, addresses and phone"
                            + " numbers were looked up under it in the descriptions that partners supplied.",
                    "GS1 General Specifications"),
            define(
                    CODES,
                    "SSCC",
                    "Serial Shipping Container Code of a pallet or other logistic unit, 18 digits. A unit that"
                            + " was shipped or received stands here as the lots that were inside it at that time.",
                    "GS1 General Specifications"),
            define(
                    CODES,
                    "Traceability lot code source reference",
                    "A web address or FDA registration number (FFRN) under"
                            + " which FDA can find where the lot code was assigned. An address such as"
                            + " https://id.gs1.org/01/{GTIN}/10/{lot} is a GS1 Digital Link.",
                    "21 CFR 1.1310"),
            define(
                    CODES,
                    "Unit of measure",
                    "Partners send codes of UN/ECE Recommendation 20; they are shown in words, for"
                            + " example LBR as pounds, KGM as kilograms, CS as cases, EA as each. A quantity sent without a unit"
                            + " counts pieces: each. A code we have no word for is shown as sent.",
                    "UN/ECE Rec. 20"),
            define(
                    CODES,
                    "Harvest location of a trip",
                    "As sent: an FAO major fishing area, an NMFS ocean geographic code or" + " another named area.",
                    "21 CFR 1.1335(d)"),
            define(
                    CELLS,
                    "Dates",
                    "Text, mm/dd/yyyy: the day on the calendar at the place of the event, by the offset from"
                            + " UTC that the event carries. Never shifted to another time zone.",
                    ""),
            define(CELLS, "n/a", "Nothing belongs here. The reason is in brackets where there is one to give.", ""),
            define(
                    CELLS,
                    "n/a (See Traceability Lot Code Source Reference)",
                    "The source of the lot code is not described" + " here; the reference in the same row leads to it.",
                    "21 CFR 1.1340(a)(7)"),
            define(
                    CELLS,
                    "n/a (Ingredients not on FTL)",
                    "The new lot was made only of foods that are not on the Food" + " Traceability List.",
                    "21 CFR 1.1350(a)(1)"),
            define(
                    CELLS,
                    "Colored",
                    "A key data element that belongs here and is missing from the records, or only an identifier of it is known.",
                    ""),
            define(
                    CELLS,
                    "Numbers",
                    "All cells of FDA's sheets are text, so that codes keep their leading zeros. Quantities"
                            + " are written as sent, with a decimal point.",
                    ""),
            define(
                    CELLS,
                    "Control characters",
                    "Characters that cannot be seen are shown by a picture of their own," + " and not left out.",
                    ""),
            define(
                    CELLS,
                    "Repeated quantities",
                    "A lot packed from several deliveries has a row for each, and a"
                            + " transformation a row for each pair of lot used and lot made. The other side is repeated, so a sum"
                            + " over rows counts it several times.",
                    ""),
            define(
                    CELLS,
                    "Two reference documents",
                    "FDA has two pairs of columns. A third and further documents are joined" + " in the second pair.",
                    ""),
            define(
                    CELLS,
                    "Continuation",
                    "A sheet holds 1,048,575 rows below its headings; more continue on a sheet of the"
                            + " same name with a number, such as Shipping (2).",
                    ""),
            define(
                    RULE,
                    "Critical tracking event (CTE)",
                    "Something that happened to a food on its way of which the rule"
                            + " wants a record: harvesting, cooling, initial packing, first land-based receiving, shipping,"
                            + " receiving, transformation.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Key data element (KDE)",
                    "A piece of information the rule wants about such an event.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Traceability lot code source",
                    "The place where the lot code was assigned: where the food was"
                            + " packed for the first time, landed, made, or received from an exempt person.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Location description",
                    "Business name, phone number, street address or geographic coordinates,"
                            + " city, state, ZIP code and country of the place where the food physically was.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Product description",
                    "Name of the product with brand, commodity and variety where it has them,"
                            + " packaging size and packaging style.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Immediate subsequent recipient, immediate previous source",
                    "Who got the food next, and from whom" + " it came. A transporter is neither.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Initial packing",
                    "The first packing of a harvested food. It is given its lot code here; what"
                            + " happened before is told by the packing's own columns and the sheets Harvesting and Cooling.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Transformation",
                    "Making, changing or repacking a food into a new lot, mixing lots included. Taking"
                            + " a pallet apart is not one.",
                    "21 CFR 1.1310"),
            define(
                    RULE,
                    "Exempt",
                    "A person the rule does not apply to. Who receives from one assigns the lot code.",
                    "21 CFR 1.1305"),
            define(SHORT, "ASN, BOL, PO", "Advance Shipping Notice, Bill of Lading, Purchase Order.", ""),
            define(
                    SHORT,
                    "CFR",
                    "Code of Federal Regulations. The sheet Introduction leads to the paragraph of each of FDA's sheets.",
                    "ecfr.gov"),
            define(
                    SHORT,
                    "EPCIS",
                    "The standard of GS1 in which partners send the events these records were drawn from.",
                    "EPCIS 2.0"),
            define(SHORT, "FFRN", "FDA Food Facility Registration Number.", ""),
            define(SHORT, "FTL", "Food Traceability List, the foods the rule is about.", "21 CFR 1.1300"),
            define(SHORT, "RFE or Rest.", "Retail food establishment or restaurant.", "21 CFR 1.1310"));

    private static final List<Definition> OURS = List.of(
            define(
                    SHEETS,
                    "Request",
                    "Who asked, when, for which lot, up to which entry of the log, and how many key data"
                            + " elements are missing.",
                    ""),
            define(
                    SHEETS,
                    "Columns",
                    "Each of FDA's columns with the key data element it holds and the paragraph that asks for it."
                            + " Conditional: FDA's heading says if applicable, if available, if needed or instead.",
                    "21 CFR 1.1455(c)(1)"),
            define(
                    SHEETS,
                    "Lots",
                    "Each lot of the trace with its product and the source of its lot code. Role: the requested lot is"
                            + " the lot asked for, upstream lots went into it, downstream lots were made of it; steps counts the"
                            + " transformations between.",
                    ""),
            define(
                    SHEETS,
                    "Who to call",
                    "Each place a lot was sent to (consignee) or came from (supplier), with the quantities of the rows"
                            + " that say so added up by unit of measure, and how often.",
                    ""),
            define(
                    SHEETS,
                    "Lineage",
                    "Each lot used and lot made, with the quantities of the event that says so. Units are"
                            + " in words; a code not known to us is printed as sent.",
                    ""),
            define(
                    SHEETS,
                    "Mass balance",
                    "Where all of each lot is, by unit of measure, from the events: FDA's rows repeat quantities"
                            + " and do not add up. Produced and received from an unknown shipper is consumed, sold, destroyed,"
                            + " in transit, short at its receipt, overdue or on hand. Overdue is what no receipt had"
                            + " met by the time of this request, long after it was sent.",
                    ""),
            define(
                    SHEETS,
                    "Findings",
                    "What is wrong, missing or doubtful about the lots of this workbook as of the time of the request,"
                            + " with the events that show it and whom to ask. An error makes the records wrong or"
                            + " incomplete, a warning is likely a mistake, and an info is worth knowing.",
                    ""),
            define(
                    SHEETS,
                    "Gaps",
                    "Each empty cell of FDA's sheets, the paragraph that asks for it, and the place that keeps"
                            + " the record and can be asked.",
                    ""),
            define(
                    SHEETS,
                    "Events",
                    "Each event the records were drawn from. Read as: the sheets it has rows on and why, or"
                            + " why it has none.",
                    ""),
            define(
                    SHEETS,
                    "Log position",
                    "The log of captured events is numbered and never changed. A workbook made again"
                            + " at the same position is the same.",
                    ""),
            define(
                    SHEETS,
                    "Record time",
                    "When the event was captured in our log; event time is when it happened.",
                    "EPCIS 2.0"),
            define(
                    SHEETS,
                    "SHA-256",
                    "A digest: if a single character of the event were changed, it would be another.",
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
