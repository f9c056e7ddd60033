package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Transformation;

/** Transformation, a row for each lot used and lot made (21 CFR 1.1350(a)). */
final class TransformationTab {
    private TransformationTab() {}

    static Tab<Transformation> transformation() {
        return new TabBuilder<>(
                        "Transformation",
                        "1.1350(a)",
                        Transformation.class,
                        "Lots used up to make new lots, a row for each lot used and lot made")
                .lotCode(
                        "(1)(i)",
                        Transformation::inputLotCode,
                        "Traceability Lot Code for the FTL Food used in Transformation (if applicable)\n\n"
                                + "(The Traceability Lot Code of the incoming food used in this transformation)")
                .product(
                        "(1)(ii)",
                        Transformation::inputProduct,
                        new ProductHeadings(
                                "Product Description for the Incoming FTL Food used in Transformation (if applicable)",
                                "Marketed Brand for the incoming food used in transformation",
                                "Lettuce, Tuna",
                                "Romaine, Albacore"))
                .quantity(
                        "(1)(iii)",
                        Transformation::inputQuantity,
                        "Quantity of the food from this traceability lot that was used in the transformation"
                                + " (if applicable)\n\n(e.g., 6, 25, 100, 200)",
                        "Unit of measure for the food from this traceability lot that was used in the transformation"
                                + " (if applicable)\n\n(e.g., cases, reusable plastic containers, tanks, pounds)")
                .lotCode(
                        "(2)(i)",
                        Transformation::newLotCode,
                        "New Traceability Lot Code you assigned to the Food Produced Through Transformation")
                .location(
                        KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE,
                        "(2)(ii)",
                        Transformation::transformedAt,
                        LocationHeadings.of(
                                        "Location Description for where you Transformed the Food (i.e., the"
                                                + " Traceability Lot Code Source)",
                                        "Name of the Company Operating the Location where the Traceability Lot Code"
                                                + " was assigned",
                                        "Phone Number to Call the Location where the Traceability Lot Code was"
                                                + " assigned",
                                        "Street Address or Geographic Coordinates of the Actual Location where the"
                                                + " Food was Transformed")
                                .withSlashes())
                .sourceReference("(2)(ii)", Transformation::sourceReference, "(if applicable)")
                .date("(2)(iii)", Transformation::completionDate, "Transformation Completion Date")
                .product(
                        "(2)(iv)",
                        Transformation::newProduct,
                        new ProductHeadings(
                                "Product Description for the Food Produced through Transformation",
                                "Marketed Brand of a food produced through this transformation",
                                "Sliced Apples, Bagged Salad, Tuna Salad, Soft Cheese",
                                "Red Delicious, Queso Fresco"))
                .quantity(
                        "(2)(v)",
                        Transformation::newQuantity,
                        "Quantity of the Food Produced through Transformation\n\n(e.g., 6, 25, 100, 200)",
                        "Unit of Measure for the Food Produced through Transformation\n\n"
                                + "(e.g., cases, reusable plastic containers, tanks, pounds)")
                .documents(
                        "(2)(vi)",
                        Transformation::documents,
                        "Work Order, Batch Log, Production Log",
                        "WO-719-2043, Batch Log 01202021, Production Log 123",
                        "the transformation of this food")
                .keptBy(Transformation::transformedAt);
    }
}
