package io.lotledger.intake.x12.element;

import io.lotledger.intake.x12.X12Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an item names: its product, its lots and how much of each. */
public final class GoodsReader {
    private final NoticeContext notice;
    private final ProductReader products;
    private final AmountReader amounts;

    public GoodsReader(NoticeContext notice) {
        this.notice = notice;
        this.products = new ProductReader(notice);
        this.amounts = new AmountReader(notice);
    }

    /**
     * The goods of an item that stands in one unit.
     *
     * @param header segment that begins the item: HL or RCD
     * @param segments the segments of the item
     * @param count reads the amount of the whole item
     */
    public List<Goods> goods(X12Segment header, List<X12Segment> segments, AmountOf count) {
        return goods(header, segments, header.is("RCD") ? Optional.of(header) : counted(segments), count);
    }

    private static Optional<X12Segment> counted(List<X12Segment> segments) {
        return segments.stream().filter(segment -> segment.is("SN1")).findFirst();
    }

    /** @param counted the segment whose quantity and unit the sublines divide */
    private List<Goods> goods(
            X12Segment header, List<X12Segment> segments, Optional<X12Segment> counted, AmountOf count) {
        List<X12Segment> sublines = lotSublines(segments);
        Optional<ProductReader.Product> product = product(header, segments, sublines.isEmpty());
        if (!sublines.isEmpty()) {
            List<Goods> goods = ofSublines(product.orElse(null), sublines);
            counted.ifPresent(segment -> checkSum(segment, sublines, goods));
            return goods;
        }
        Optional<Amount> amount = count.read();
        Optional<ProductReader.Lot> lot = lot(header, segments, product.orElse(null));
        if (product.isEmpty() || amount.isEmpty()) return List.of();
        if (lot.isEmpty() && isLotNeeded(product.get())) return List.of();
        return List.of(goods(product.get(), lot.orElse(null), amount.get()));
    }

    /** Reads an amount, and reports why there is none. */
    @FunctionalInterface
    public interface AmountOf {
        Optional<Amount> read();
    }

    /**
     * The goods of an item of which a pack holds a part. The pack's own lot and amount come before the item's.
     *
     * @param isOnlyPack whether the item's amount is the pack's
     */
    public List<Goods> inPack(List<X12Segment> item, X12Segment packHeader, List<X12Segment> pack, boolean isOnlyPack) {
        List<X12Segment> named = named(item, pack, isOnlyPack);
        boolean isItems = isOnlyPack && !AmountReader.isCountedPack(pack);
        Optional<X12Segment> counted = counted(pack).or(() -> isOnlyPack ? counted(item) : Optional.empty());
        return goods(packHeader, named, counted, () -> isItems ? shipped(packHeader, item) : inPack(packHeader, pack));
    }

    /**
     * What names the goods of an item in a pack. The pack's own lot comes before the item's, and sublines of the item
     * say what is in a pack only where there is no other.
     */
    public List<X12Segment> named(List<X12Segment> item, List<X12Segment> pack, boolean isOnlyPack) {
        List<X12Segment> named = new ArrayList<>(item);
        if (!products.lots(pack).isEmpty()) named.removeIf(this::isLotReference);
        if (!isOnlyPack) named.removeIf(segment -> segment.is("SLN"));
        pack.stream().filter(segment -> segment.is("REF") || segment.is("SLN")).forEach(named::add);
        return named;
    }

    /**
     * The part of an amount that the packs below it leave. Where they hold more, or their units cannot be compared,
     * what they say counts, with a warning.
     *
     * @param header segment that begins the level with the amount
     * @param segments what names the goods of the level
     * @param counted the SN1 of the level
     * @param packed what the packs hold
     */
    public List<Goods> rest(X12Segment header, List<X12Segment> segments, X12Segment counted, List<Goods> packed) {
        if (notice.faults().hasErrors() || !counted.has(2)) return List.of();
        String said = counted.elementName(2) + " is " + counted.element(2);
        Optional<BigDecimal> whole = AmountReader.quantity(counted.element(2));
        Optional<String> uom = amounts.uom(counted.element(3));
        boolean isComparable =
                whole.isPresent() && packed.stream().allMatch(goods -> uom.equals(Optional.of(goods.uom())));
        if (!isComparable) {
            warn(
                    counted,
                    said + " and cannot be compared with what the packs below it hold, which counts;"
                            + " send both in one unit");
            return List.of();
        }
        BigDecimal sum = packed.stream().map(Goods::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        String held = said + ", but the packs below it hold " + sum.toPlainString();
        BigDecimal rest = whole.get().subtract(sum);
        if (rest.signum() < 0) warn(counted, held + "; what they say counts; correct the one that is wrong");
        if (rest.signum() <= 0) return List.of();
        warn(
                counted,
                held + "; the other " + rest.toPlainString()
                        + " are shipped in none of them; correct the one that is wrong");
        return goods(header, segments, Optional.of(counted), () -> Optional.of(new Amount(rest, uom.get(), counted)));
    }

    private void warn(X12Segment counted, String message) {
        notice.faults().warning(counted, 2, "quantity", message);
    }

    /** Whether the segments of an item name its lots. */
    public boolean namesLots(List<X12Segment> item) {
        return !products.lots(item).isEmpty() || !lotSublines(item).isEmpty();
    }

    /** The segments that name lots of a unit. */
    public List<X12Segment> lotReferences(List<X12Segment> unit) {
        return unit.stream().filter(this::isLotReference).toList();
    }

    private boolean isLotReference(X12Segment segment) {
        return segment.is("REF") && notice.settings().lotReferences().contains(segment.element(1));
    }

    /** The amount of an item. */
    public Optional<Amount> shipped(X12Segment header, List<X12Segment> item) {
        if (!AmountReader.isCounted(item)) return uncounted(header);
        return amounts.ofItem(item);
    }

    private Optional<Amount> inPack(X12Segment header, List<X12Segment> pack) {
        if (!AmountReader.isCountedPack(pack)) return uncounted(header);
        return amounts.ofPack(pack);
    }

    private Optional<Amount> uncounted(X12Segment header) {
        notice.faults()
                .missing(
                        header,
                        "SN1",
                        "quantity",
                        "the level has no quantity; send SN1 with the number of units shipped and their unit");
        return Optional.empty();
    }

    public Optional<Amount> amount(X12Segment segment, int quantity, int unit) {
        return amounts.amount(segment, quantity, unit);
    }

    private Optional<ProductReader.Product> product(X12Segment header, List<X12Segment> segments, boolean isNeeded) {
        List<X12Segment> lins =
                segments.stream().filter(segment -> segment.is("LIN")).toList();
        if (lins.isEmpty()) {
            if (isNeeded) {
                notice.faults()
                        .missing(
                                header,
                                "LIN",
                                "product",
                                "the item has no LIN segment; send LIN with UK and the GTIN-14 of the case");
            }
            return Optional.empty();
        }
        if (lins.size() > 1) {
            notice.faults()
                    .error(
                            lins.get(1),
                            0,
                            AckCode.UNEXPECTED_SEGMENT,
                            "product",
                            "the item has a second LIN; send each product as an item of its own");
        }
        return products.product(lins.get(0));
    }

    private List<X12Segment> lotSublines(List<X12Segment> segments) {
        List<X12Segment> sublines =
                segments.stream().filter(segment -> segment.is("SLN")).toList();
        boolean haveLots =
                sublines.stream().anyMatch(subline -> !products.ofPairs(subline).isEmpty());
        return haveLots ? sublines : List.of();
    }

    /** Sublines that name lots divide the item: the sum of them is what moved. */
    private List<Goods> ofSublines(ProductReader.@Nullable Product ofItem, List<X12Segment> sublines) {
        List<Goods> goods = new ArrayList<>();
        for (X12Segment subline : sublines) {
            Optional<ProductReader.Product> product =
                    products.ownProduct(subline).or(() -> Optional.ofNullable(ofItem));
            Optional<Amount> amount = amounts.amount(subline, 4, 5);
            Optional<ProductReader.Lot> lot = lot(subline, List.of(), products.ofPairs(subline), product.orElse(null));
            if (product.isEmpty() || amount.isEmpty()) continue;
            if (lot.isEmpty() && isLotNeeded(product.get())) continue;
            goods.add(goods(product.get(), lot.orElse(null), amount.get()));
        }
        return goods;
    }

    /** Warns where the sublines do not add up to the amount, if all of these are read and in one unit. */
    private void checkSum(X12Segment counted, List<X12Segment> sublines, List<Goods> goods) {
        boolean isComparable = goods.size() == sublines.size()
                && sublines.stream().allMatch(subline -> subline.element(5).equals(counted.element(3)));
        if (!isComparable) return;
        BigDecimal sum = goods.stream().map(Goods::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        Optional<BigDecimal> whole = AmountReader.quantity(counted.element(2));
        if (whole.isEmpty() || whole.get().compareTo(sum) == 0) return;
        notice.faults()
                .warning(
                        counted,
                        2,
                        "quantity",
                        counted.elementName(2) + " is " + counted.element(2) + ", but its SLN segments add up to "
                                + sum.toPlainString() + "; what they say counts; correct the one that is wrong");
    }

    private Optional<ProductReader.Lot> lot(
            X12Segment header, List<X12Segment> segments, ProductReader.@Nullable Product product) {
        return lot(header, segments, products.lots(segments), product);
    }

    private Optional<ProductReader.Lot> lot(
            X12Segment header,
            List<X12Segment> segments,
            List<ProductReader.Lot> lots,
            ProductReader.@Nullable Product product) {
        if (lots.size() == 1) return Optional.of(lots.get(0));
        if (lots.size() > 1) {
            ProductReader.Lot second = lots.get(1);
            notice.faults()
                    .value(
                            second.segment(),
                            second.element(),
                            "lot",
                            "the item names " + lots.size()
                                    + " lots and one quantity; send an item, or an SLN, with the"
                                    + " quantity of each lot");
            return Optional.empty();
        }
        X12Segment at = segments.stream()
                .filter(segment -> segment.is("LIN"))
                .findFirst()
                .orElse(header);
        if (product == null || isLotNeeded(product)) {
            notice.faults()
                    .missing(
                            at,
                            "REF",
                            "lot",
                            "the item has no lot: send REF with LT and the traceability lot code, or LIN with LT"
                                    + (product == null || product.gtin() == null
                                            ? ""
                                            : "; where the partner's goods need none, set \"lot_required\" to false in"
                                                    + " the partner's profile"));
        } else {
            notice.faults()
                    .warning(at, 0, "lot", "the item has no lot: it is captured by GTIN and is in no lot's lineage");
        }
        return Optional.empty();
    }

    /** A product without a GTIN is known by its lot only. */
    private boolean isLotNeeded(ProductReader.Product product) {
        return notice.settings().isLotRequired() || product.gtin() == null;
    }

    private Goods goods(ProductReader.Product product, ProductReader.@Nullable Lot lot, Amount amount) {
        X12Segment named = lot == null ? product.named() : lot.segment();
        return new Goods(products.epcClass(product, lot), amount.quantity(), amount.uom(), named, amount.from());
    }
}
