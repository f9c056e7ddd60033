package io.lotledger.intake.fda;

import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.List;

/** Makes events of the rows of one of FDA's tabs. */
interface FdaTab {
    /** FDA's columns without which a row is no event. */
    List<Integer> needed();

    /** Notes the places of a row and the sources of its lot codes. Called first, for all rows of a document. */
    void note(FdaRow row, FdaBooks books);

    /** Notes what the log has of the rows whose lots the document does not settle. Called next, for all rows of a tab. */
    default void noteStored(List<FdaRow> rows, FdaBooks books, EventSender sender) {}

    /** Notes the products of a row's lots. Called next, for all rows of a document. */
    void noteProducts(FdaRow row, FdaBooks books);

    /** Sends the events of all rows of this tab in a document. */
    void send(List<FdaRow> rows, FdaBooks books, EventSender sender);
}
