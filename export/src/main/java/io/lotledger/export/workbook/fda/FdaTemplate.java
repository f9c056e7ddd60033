package io.lotledger.export.workbook.fda;

import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The data tabs of FDA's electronic sortable spreadsheet (template of June 2024), in FDA's order. */
public final class FdaTemplate {
    public static final List<Tab<?>> TABS = List.of(
            HarvestTabs.harvesting(),
            HarvestTabs.cooling(),
            InitialPackingTabs.initialPacking(),
            SproutsTab.initialPackingSprouts(),
            InitialPackingTabs.fromExempt(),
            LandingTab.firstLandBasedReceiving(),
            ShippingTabs.shipping(),
            ShippingTabs.receiving(),
            ShippingTabs.fromExempt(),
            TransformationTab.transformation(),
            PartialExemptionTabs.farmPurchase(),
            PartialExemptionTabs.adHocPurchase(),
            PartialExemptionTabs.farmToSchool());

    private static final Map<Class<?>, Tab<?>> BY_TYPE =
            TABS.stream().collect(Collectors.toUnmodifiableMap(Tab::type, Function.identity()));

    private FdaTemplate() {}

    public static Tab<?> tabOf(CriticalTrackingEvent row) {
        Tab<?> tab = BY_TYPE.get(row.getClass());
        if (tab == null)
            throw new IllegalStateException("no tab holds " + row.getClass().getSimpleName());
        return tab;
    }
}
