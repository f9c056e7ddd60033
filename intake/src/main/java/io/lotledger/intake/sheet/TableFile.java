package io.lotledger.intake.sheet;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.text.LargeTreePermits;
import java.util.function.Consumer;

/** A kind of file that holds tables. */
public interface TableFile {
    /**
     * Passes the rows that are not blank to a consumer: sheet by sheet, from top to bottom.
     *
     * @param permits waited for before much of the file is in memory; the caller releases them
     * @throws io.lotledger.ingest.document.text.UnreadableDocumentException when the file is damaged or of another kind
     * @throws io.lotledger.ingest.document.text.DocumentTooLargeException when it exceeds a limit of its kind
     */
    void read(DocumentBody document, LargeTreePermits permits, Consumer<SheetRow> rows);
}
