package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.ProductDescription;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.model.ReferenceDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Builds a tab of FDA's template from left to right, with a method for each recurring block of columns. */
final class TabBuilder<R extends CriticalTrackingEvent> {
    private static final String DATE_FORMAT = "\n(mm/dd/yyyy)";
    private static final String REFERENCE_HINT = "\n\n(Shareable reference (e.g., URL, FDA FFRN) to pass along the"
            + " supply chain, which FDA can use to access the Location Description where the Traceability Lot Code was"
            + " assigned)";

    private final String name;
    private final String cfr;
    private final Class<R> type;
    private final String holds;
    private final List<FdaColumn<R>> columns = new ArrayList<>();

    /** @param holds content of the tab, in our words */
    TabBuilder(String name, String cfr, Class<R> type, String holds) {
        this.name = name;
        this.cfr = cfr;
        this.type = type;
        this.holds = holds;
    }

    TabBuilder<R> column(KeyDataElement kde, String paragraph, int width, Function<R, Kde> cell, String heading) {
        columns.add(new FdaColumn<>(heading, kde, cfr + paragraph, width, cell));
        return this;
    }

    TabBuilder<R> lotCode(String paragraph, Function<R, Kde> cell, String heading) {
        return column(KeyDataElement.TRACEABILITY_LOT_CODE, paragraph, 36, cell, heading);
    }

    TabBuilder<R> date(String paragraph, Function<R, Kde> cell, String title) {
        return dateHinted(paragraph, cell, title, "");
    }

    TabBuilder<R> dateHinted(String paragraph, Function<R, Kde> cell, String title, String hint) {
        return column(KeyDataElement.DATE, paragraph, 14, cell, title + DATE_FORMAT + hint);
    }

    TabBuilder<R> quantity(String paragraph, Function<R, Quantity> quantity, String amount, String unit) {
        column(KeyDataElement.QUANTITY, paragraph, 14, quantity.andThen(Quantity::amount), amount);
        return column(KeyDataElement.QUANTITY, paragraph, 16, quantity.andThen(Quantity::unit), unit);
    }

    TabBuilder<R> location(
            KeyDataElement kde, String paragraph, Function<R, LocationDescription> place, LocationHeadings headings) {
        column(kde, paragraph, 30, place.andThen(LocationDescription::businessName), headings.businessName());
        column(kde, paragraph, 20, place.andThen(LocationDescription::phone), headings.phone());
        column(kde, paragraph, 32, place.andThen(LocationDescription::street), headings.street());
        column(kde, paragraph, 20, place.andThen(LocationDescription::city), headings.heading("City"));
        column(kde, paragraph, 20, place.andThen(LocationDescription::state), headings.heading(headings.region()));
        column(kde, paragraph, 20, place.andThen(LocationDescription::zip), headings.heading(headings.postalCode()));
        return column(kde, paragraph, 20, place.andThen(LocationDescription::country), headings.heading("Country"));
    }

    TabBuilder<R> product(String paragraph, Function<R, ProductDescription> product, ProductHeadings headings) {
        KeyDataElement kde = KeyDataElement.PRODUCT_DESCRIPTION;
        column(kde, paragraph, 30, product.andThen(ProductDescription::productName), headings.productName());
        column(kde, paragraph, 20, product.andThen(ProductDescription::brand), headings.brand());
        column(kde, paragraph, 20, product.andThen(ProductDescription::commodity), headings.commodity());
        column(kde, paragraph, 20, product.andThen(ProductDescription::variety), headings.variety());
        column(kde, paragraph, 24, product.andThen(ProductDescription::packagingSize), headings.packagingSize());
        return column(
                kde, paragraph, 20, product.andThen(ProductDescription::packagingStyle), headings.packagingStyle());
    }

    /** @param condition the condition in FDA's heading: {@code (if applicable)} */
    TabBuilder<R> sourceReference(String paragraph, Function<R, Kde> cell, String condition) {
        return column(
                KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE_REFERENCE,
                paragraph,
                40,
                cell,
                "Traceability Lot Code Source Reference " + condition + REFERENCE_HINT);
    }

    /** @param about subject of the second document: {@code the shipping of this food} */
    TabBuilder<R> documents(
            String paragraph,
            Function<R, ReferenceDocuments> documents,
            String typeExamples,
            String numberExamples,
            String about) {
        KeyDataElement kde = KeyDataElement.REFERENCE_DOCUMENT;
        column(
                kde,
                paragraph,
                22,
                documents.andThen(ReferenceDocuments::type),
                "Reference Document Type\n\n(e.g., " + typeExamples + ")");
        column(
                kde,
                paragraph,
                24,
                documents.andThen(ReferenceDocuments::number),
                "Reference Document Number\n\n(e.g., " + numberExamples + ")");
        column(
                kde,
                paragraph,
                24,
                documents.andThen(ReferenceDocuments::type2),
                "Reference Document Type2\n\n(Additional reference document type related to " + about
                        + " - if needed)");
        return column(
                kde,
                paragraph,
                24,
                documents.andThen(ReferenceDocuments::number2),
                "Reference Document Number2\n\n(Corresponding number of the additional reference document - if needed)");
    }

    Tab<R> keptBy(Function<R, LocationDescription> keeper) {
        return new Tab<>(name, cfr, type, holds, keeper, columns);
    }
}
