package io.lotledger.intake.fda;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.intake.JoinedLots;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.Optional;

/** A lot with its code and the reference to its source, as a row writes them. */
final class LotCode {
    private LotCode() {}

    /** Adds the lot's quantity; the code and reference where the class does not say them. */
    static void put(
            EventDraft draft,
            String list,
            FdaRow row,
            Cells.One code,
            Cells.One reference,
            String lot,
            Cells.Amount amount) {
        if (!code.isKnown()) required(code, row);
        draft.quantity(list, sentClass(reference, lot), amount, row);
        put(draft, code, reference, lot);
    }

    static void put(EventDraft draft, Cells.One code, Cells.One reference, String lot) {
        boolean isPrinted =
                LotKey.of(lot).filter(key -> key.printed().equals(code.text())).isPresent();
        if (!isPrinted) draft.text("lotledger:tlc", code);
        if (!isLinkOf(reference, lot)) draft.written("lotledger:tlcSourceReference", reference);
    }

    /** The reference itself where it is a Digital Link of the lot: it names the class and leads to the source. */
    static String sentClass(Cells.One reference, String lot) {
        return isLinkOf(reference, lot) ? reference.text() : lot;
    }

    private static boolean isLinkOf(Cells.One reference, String lot) {
        Optional<LotKey> key = reference.text().startsWith("http") ? LotKey.of(reference.text()) : Optional.empty();
        return key.filter(k -> k.gtin() != null && k.uri().equals(lot)).isPresent();
    }

    /** Tells of inputs that are in the stored event of another lot than the row's, or of both. */
    static <T> void inputs(JoinedLots<T> joined, T record, Cells.One code, FdaRow row) {
        if (joined.hasOtherInputsElsewhere(record)) {
            row.error(
                    code.column(),
                    "inputs",
                    "the inputs are in the stored event of another lot that was made from them, with other amounts;"
                            + " this file leaves that lot out, so they would count twice; add the row of that lot with"
                            + " the same inputs");
        } else if (joined.hasInputsElsewhere(record)) {
            inputsElsewhere(code, row);
        } else if (joined.repeatsInputs(record)) {
            row.warning(
                    code.column(),
                    "inputs",
                    "this lot came in another file than the lots with which this file has it made, so the inputs are"
                            + " stored with both and count twice; with ?replaces= and the captureID of that file they"
                            + " count once");
        }
        joined.repeatedInputs(record)
                .ifPresent(earlier -> row.warning(
                        code.column(),
                        "inputs",
                        "the same inputs, of this day, place and documents, are in the event " + earlier.eventID()
                                + " of the capture " + earlier.captureID()
                                + "; if these lots are of one work order, the inputs count twice; then send the rows"
                                + " of all its lots in one file; if this file is captured already, a conflict there"
                                + " names the capture to correct with ?replaces="));
    }

    private static void inputsElsewhere(Cells.One code, FdaRow row) {
        row.warning(
                code.column(),
                "inputs",
                "the inputs are in the stored event of another lot that was made from them, which this file leaves out;"
                        + " they no longer count if that event is declared in error; keep the row of that lot");
    }

    static void required(Cells.One code, FdaRow row) {
        if (row.isFaulty(code.column())) return;
        row.error(code.column(), "required", "a row needs its traceability lot code; enter it as its source wrote it");
    }
}
