package io.lotledger.api.dashboard.lot;

import io.lotledger.api.problem.CsvBody;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.WhoToCall;
import io.lotledger.projections.cte.answers.WhoToCall.Line;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.lots.LotDescription;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whom to call about a lot, as the page and its CSV show it. */
final class LotCalls {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.US);
    private static final int MOST_LOTS = 4;

    private final UUID organisation;
    private final Map<String, LotDescription> lots;

    private LotCalls(UUID organisation, Map<String, LotDescription> lots) {
        this.organisation = organisation;
        this.lots = lots;
    }

    /** @param noShipment whether no shipment names the place, though it received a lot */
    record Call(
            String role,
            boolean noShipment,
            String name,
            @Nullable String gln,
            String address,
            @Nullable String phone,
            @Nullable String tel,
            List<Goods> goods,
            List<Goods> moreGoods,
            LocalDate firstDate,
            LocalDate lastDate,
            String first,
            String last) {}

    /**
     * What a place was sent or supplied of one lot.
     *
     * @param lotId null for a unit without a lot, whose code is its URI
     */
    record Goods(
            @Nullable String lotId,
            String code,
            String tlc,
            String product,
            String quantity,
            String unit,
            long times,
            String first,
            String last) {}

    /** The columns by which the table can be sorted. */
    enum Sort {
        ROLE("role", "Role"),
        NAME("name", "Place"),
        FIRST("first", "First"),
        LAST("last", "Last");

        private final String word;
        private final String title;

        Sort(String word, String title) {
            this.word = word;
            this.title = title;
        }

        String word() {
            return word;
        }

        String title() {
            return title;
        }

        static Sort of(@Nullable String word) {
            return Stream.of(values())
                    .filter(sort -> sort.word.equals(word))
                    .findFirst()
                    .orElse(ROLE);
        }

        /** Places that no shipment names stay last. */
        List<Call> sorted(List<Call> calls, boolean isDescending) {
            if (this == ROLE) return calls;
            Comparator<Call> order = switch (this) {
                case ROLE, NAME -> Comparator.comparing(call -> call.name().toLowerCase(Locale.ROOT));
                case FIRST -> Comparator.comparing(Call::firstDate);
                case LAST -> Comparator.comparing(Call::lastDate);
            };
            return calls.stream()
                    .sorted(Comparator.comparing(Call::noShipment)
                            .thenComparing(isDescending ? order.reversed() : order))
                    .toList();
        }
    }

    static List<Call> of(OpenLot lot, LotDescriptions descriptions) {
        return of(lot, lot.contacts(), descriptions);
    }

    static List<Call> of(OpenLot lot, List<Contact> contacts, LotDescriptions descriptions) {
        Set<String> named = contacts.stream()
                .flatMap(contact -> contact.lines().stream())
                .map(line -> line.lot().uri())
                .collect(Collectors.toSet());
        List<Lot> lots = lot.trace().nodes().stream()
                .map(node -> node.lot())
                .filter(one -> named.contains(one.key().uri()))
                .toList();
        Map<String, LotDescription> described = descriptions
                .of(lots, lot.trace().logPosition())
                .stream()
                .collect(Collectors.toMap(one -> one.lot().key().uri(), Function.identity()));
        LotCalls calls = new LotCalls(lot.trace().seed().organisation(), described);
        return contacts.stream().map(calls::call).toList();
    }

    private Call call(Contact contact) {
        String phone = LotPlaces.known(contact.place().phone());
        List<Goods> goods = contact.lines().stream().map(this::goods).toList();
        int shown = goods.size() <= MOST_LOTS + 1 ? goods.size() : MOST_LOTS;
        return new Call(
                contact.role().word(),
                contact.role() == WhoToCall.Role.RECEIVER,
                LotPlaces.heading(contact.place()),
                contact.place().gln(),
                LotPlaces.address(contact.place()),
                phone,
                Phone.link(phone),
                goods.subList(0, shown),
                goods.subList(shown, goods.size()),
                date(contact.first()),
                date(contact.last()),
                DAY.format(date(contact.first())),
                DAY.format(date(contact.last())));
    }

    private Goods goods(Line line) {
        LotKey lot = line.lot();
        LotDescription known = lots.get(lot.uri());
        return new Goods(
                known == null ? null : ShortUuid.encode(lot.idIn(organisation)),
                known == null || lot.lot() == null ? lot.printed() : lot.lot(),
                known == null ? lot.printed() : known.tlc(),
                known == null ? "unit without a lot" : known.productName() == null ? "" : known.productName(),
                line.total() == null ? LotPlaces.text(line.amount()) : Amounts.number(line.total()),
                LotPlaces.text(line.unit()),
                line.times(),
                date(line.first()).toString(),
                date(line.last()).toString());
    }

    private static LocalDate date(Basis event) {
        return event.eventTime()
                .atOffset(ZoneOffset.of(event.eventTimeZoneOffset()))
                .toLocalDate();
    }

    /** One line for each place, lot and unit of measure, as on the workbook's sheet. */
    static String csv(Collection<Call> calls) {
        StringBuilder csv = new StringBuilder(CsvBody.line(
                "role",
                "shipment_names_it",
                "business_name",
                "phone",
                "gln",
                "address",
                "traceability_lot_code",
                "product",
                "quantity",
                "unit_of_measure",
                "events",
                "first_date",
                "last_date"));
        for (Call call : calls) {
            Stream.concat(call.goods().stream(), call.moreGoods().stream())
                    .forEach(goods -> csv.append(CsvBody.line(
                            call.role(),
                            call.noShipment() ? "no" : "yes",
                            call.name(),
                            call.phone() == null ? "" : call.phone(),
                            call.gln() == null ? "" : call.gln(),
                            call.address(),
                            goods.tlc(),
                            goods.product(),
                            goods.quantity().replace(",", ""),
                            goods.unit(),
                            Long.toString(goods.times()),
                            goods.first(),
                            goods.last())));
        }
        return csv.toString();
    }
}
