package io.lotledger.api.dashboard.lot;

import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The mass balance of a lot in one unit of measure, as a bar and as an equation.
 *
 * @param parts where the whole of it is, in the order of the equation
 * @param moved what was shipped and received, each movement counted
 */
record LotBalance(
        String unit,
        String produced,
        String unexplained,
        boolean hasUnexplained,
        List<Part> parts,
        String moved,
        List<AtPlace> places,
        List<String> notes) {
    private static final BigDecimal WIDTH = BigDecimal.valueOf(1_000);

    /**
     * @param id word of its colour
     * @param x where its part of the bar begins, of 1,000
     * @param share of what there was, rounded: "33.3 %"
     */
    record Part(
            String id,
            String label,
            String quantity,
            boolean isZero,
            boolean isNegative,
            int x,
            int width,
            String share) {}

    record AtPlace(String name, String gln, String quantity, boolean isNegative) {}

    static LotBalance of(Balance balance, LotPlaces places) {
        return new LotBalance(
                balance.unit(),
                Amounts.number(balance.produced()),
                Amounts.number(balance.unexplained()),
                balance.unexplained().signum() != 0,
                parts(balance),
                "Shipped " + Amounts.number(balance.shipped()) + ", received " + Amounts.number(balance.received())
                        + "; each movement counts.",
                balance.onHandByLocation().entrySet().stream()
                        .map(place -> new AtPlace(
                                place.getKey().equals("unknown") ? "Place not stated" : places.name(place.getKey()),
                                place.getKey(),
                                Amounts.number(place.getValue()),
                                place.getValue().signum() < 0))
                        .toList(),
                balance.notes());
    }

    private record Share(String id, String label, BigDecimal quantity) {}

    private static List<Part> parts(Balance balance) {
        List<Share> shares = List.of(
                new Share("consumed", "used", balance.consumed()),
                new Share("sold", "sold", balance.sold()),
                new Share("destroyed", "destroyed", balance.destroyed()),
                new Share("transit", "in transit", balance.inTransit()),
                new Share("short", "short", balance.shortfall()),
                new Share("overdue", "overdue", balance.overdue()),
                new Share("hand", "on hand", balance.onHand()));
        BigDecimal whole = shares.stream()
                .map(Share::quantity)
                .filter(quantity -> quantity.signum() > 0)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        List<Part> parts = new ArrayList<>();
        BigDecimal before = BigDecimal.ZERO;
        for (Share share : shares) {
            BigDecimal drawn = share.quantity().max(BigDecimal.ZERO);
            int x = scaled(before, whole);
            before = before.add(drawn);
            parts.add(new Part(
                    share.id(),
                    share.label(),
                    Amounts.number(share.quantity()),
                    share.quantity().signum() == 0,
                    share.quantity().signum() < 0,
                    x,
                    scaled(before, whole) - x,
                    share(drawn, whole)));
        }
        return parts;
    }

    /** Rounded; neither a part of the whole is 100 %, nor is something 0 %. */
    private static String share(BigDecimal part, BigDecimal whole) {
        if (whole.signum() == 0 || part.signum() == 0) return "0 %";
        if (part.compareTo(whole) == 0) return "100 %";
        BigDecimal percent = part.multiply(BigDecimal.valueOf(100)).divide(whole, 1, RoundingMode.HALF_UP);
        return percent.max(new BigDecimal("0.1")).min(new BigDecimal("99.9")) + " %";
    }

    private static int scaled(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? 0
                : part.multiply(WIDTH).divide(whole, 0, RoundingMode.HALF_UP).intValue();
    }

    /** "400 produced = 250 used + 150 on hand", with the parts that are not zero. */
    public String equation() {
        String left =
                hasUnexplained ? produced + " produced + " + unexplained + " unexplained" : produced + " produced";
        List<String> right = parts.stream()
                .filter(part -> !part.isZero())
                .map(part -> part.quantity() + " " + part.label())
                .toList();
        return left + " = " + (right.isEmpty() ? "0" : String.join(" + ", right)) + ", in " + unit;
    }

    /** The parts that the bar and its legend show. */
    public List<Part> shown() {
        return parts.stream().filter(part -> !part.isZero()).toList();
    }
}
