package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.AdHocPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmToSchool;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.function.Function;

/** The three records the rule still asks of those it exempts in part (21 CFR 1.1305(j)(2), (k)(2), (l)(2)). FDA's headings here follow no one pattern. */
final class PartialExemptionTabs {
    private static final String FARM_ADDRESS = "Address of the Farm that was the source of the Food - ";
    private static final String PURCHASE_ADDRESS = "Address of the Place of Purchase - ";

    private PartialExemptionTabs() {}

    static Tab<FarmPurchase> farmPurchase() {
        TabBuilder<FarmPurchase> tab = new TabBuilder<>(
                "Farm Purchase by RFE or Rest.",
                "1.1305(j)(2)",
                FarmPurchase.class,
                "Food a retail food establishment or restaurant bought from the farm");
        food(tab, FarmPurchase::food, "Name of the Food Directly Purchased from Farm");
        return place(
                        tab,
                        KeyDataElement.FARM,
                        FarmPurchase::farm,
                        "Name of the Farm that was the source of the Food",
                        FARM_ADDRESS + "Street Address or Geographic Coordinates",
                        FARM_ADDRESS + "\n",
                        FARM_ADDRESS + "Country")
                .keptBy(row -> LocationDescription.missing());
    }

    static Tab<AdHocPurchase> adHocPurchase() {
        TabBuilder<AdHocPurchase> tab = new TabBuilder<>(
                "Ad-hoc RFE or Rest. Purchase",
                "1.1305(k)(2)",
                AdHocPurchase.class,
                "Food bought from another retail food establishment or restaurant");
        food(tab, AdHocPurchase::product, "Name of the Product Purchased");
        tab.date("", AdHocPurchase::purchaseDate, "Date of Purchase");
        return place(
                        tab,
                        KeyDataElement.PLACE_OF_PURCHASE,
                        AdHocPurchase::place,
                        "Name of the Place of Purchase",
                        PURCHASE_ADDRESS + "\nStreet Address or Geographic Coordinates",
                        PURCHASE_ADDRESS + "\n",
                        PURCHASE_ADDRESS + "\nCountry")
                .keptBy(row -> LocationDescription.missing());
    }

    static Tab<FarmToSchool> farmToSchool() {
        TabBuilder<FarmToSchool> tab = new TabBuilder<>(
                "Farm to School or Institution",
                "1.1305(l)(2)",
                FarmToSchool.class,
                "Food from a farm to school or farm to institution program");
        food(
                tab,
                FarmToSchool::food,
                "Name of the Food Obtained from a Farm through a Farm to School or Farm to Institution Program");
        return place(
                        tab,
                        KeyDataElement.FARM,
                        FarmToSchool::farm,
                        "Name of the Farm that was the source of the Food",
                        FARM_ADDRESS + "\nStreet Address or Geographic Coordinates",
                        FARM_ADDRESS + "\n",
                        FARM_ADDRESS + "\nCountry")
                .keptBy(row -> LocationDescription.missing());
    }

    private static <R extends CriticalTrackingEvent> void food(
            TabBuilder<R> tab, Function<R, Kde> food, String heading) {
        tab.column(KeyDataElement.FOOD, "", 36, food, heading);
    }

    private static <R extends CriticalTrackingEvent> TabBuilder<R> place(
            TabBuilder<R> tab,
            KeyDataElement kde,
            Function<R, LocationDescription> place,
            String name,
            String street,
            String prefix,
            String country) {
        return tab.column(kde, "", 32, place.andThen(LocationDescription::businessName), name)
                .column(kde, "", 34, place.andThen(LocationDescription::street), street)
                .column(kde, "", 22, place.andThen(LocationDescription::city), prefix + "City")
                .column(kde, "", 20, place.andThen(LocationDescription::state), prefix + "State/Region")
                .column(kde, "", 20, place.andThen(LocationDescription::zip), prefix + "Zip/Postal Code")
                .column(kde, "", 20, place.andThen(LocationDescription::country), country);
    }
}
