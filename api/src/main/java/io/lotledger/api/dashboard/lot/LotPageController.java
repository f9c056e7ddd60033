package io.lotledger.api.dashboard.lot;

import io.lotledger.api.dashboard.lot.LotCalls.Call;
import io.lotledger.api.dashboard.lot.LotCalls.Sort;
import io.lotledger.api.dashboard.lot.LotMap.RouteLot;
import io.lotledger.api.problem.CsvBody;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.TimelineEntry;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The tabs of a lot's page, but the lineage. */
@Controller
@RequestMapping("/compliance/lots/{lotId}")
class LotPageController {
    private static final int PAGE = 100;

    private final LotHeads heads;
    private final LotLineage lineage;
    private final LotAccounts accounts;
    private final LotDescriptions descriptions;
    private final ApiKeys keys;

    LotPageController(
            LotHeads heads, LotLineage lineage, LotAccounts accounts, LotDescriptions descriptions, ApiKeys keys) {
        this.heads = heads;
        this.lineage = lineage;
        this.accounts = accounts;
        this.descriptions = descriptions;
        this.keys = keys;
    }

    /** The four figures, for a page that was drawn without them. */
    @GetMapping("/figures")
    String figures(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            Model model) {
        model.addAttribute("view", heads.head(caller, heads.open(caller, lotId, asOf), true));
        return "compliance/lot/head :: worked-out";
    }

    @GetMapping("/timeline")
    String timeline(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        OpenLot lot = heads.open(caller, lotId, asOf);
        List<TimelineEntry> all = accounts.timeline(lot.withUnits());
        LotGaps gaps = gaps(caller, lot);
        LotHead head = headOf(caller, lot, model, true);
        Slice<TimelineEntry> shown = Slice.of(all, page);
        model.addAttribute("items", new LotTimeline(lot, gaps).items(shown.items()));
        model.addAttribute("total", all.size());
        addPager(model, shown, number -> url(head, "/timeline", "page=" + number));
        return "compliance/lot/timeline";
    }

    @GetMapping("/gaps")
    String gaps(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "if_applicable", defaultValue = "false") boolean withConditional,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        OpenLot lot = heads.open(caller, lotId, asOf);
        LotGaps gaps = gaps(caller, lot);
        LotHead head = headOf(caller, lot, model, true);
        List<LotGap> all = gaps.inOrder(withConditional);
        Slice<LotGap> shown = Slice.of(all, page);
        model.addAttribute("groups", gaps.groups(shown.items(), all));
        model.addAttribute("total", all.size());
        model.addAttribute("conditional", gaps.conditional());
        model.addAttribute("withConditional", withConditional);
        model.addAttribute("withUrl", url(head, "/gaps", "if_applicable=true"));
        model.addAttribute("withoutUrl", head.url("/gaps"));
        addPager(
                model,
                shown,
                number -> url(head, "/gaps", withConditional ? "if_applicable=true&page=" + number : "page=" + number));
        return "compliance/lot/gaps";
    }

    /**
     * A heading that sorts.
     *
     * @param direction of the present order, for {@code aria-sort}
     */
    record Heading(String title, String url, String direction) {}

    @GetMapping("/who-to-call")
    String calls(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        OpenLot lot = heads.open(caller, lotId, asOf);
        LotHead head = headOf(caller, lot, model, true);
        Sort by = Sort.of(sort);
        boolean isDescending = "descending".equals(order);
        Slice<Call> shown = Slice.of(by.sorted(LotCalls.of(lot, descriptions), isDescending), page);
        String sorted = "sort=" + by.word() + (isDescending ? "&order=descending" : "");
        model.addAttribute("calls", shown.items());
        model.addAttribute("total", shown.total());
        model.addAttribute(
                "headings",
                Stream.of(Sort.values())
                        .map(heading -> heading(head, heading, by, isDescending))
                        .toList());
        model.addAttribute("csvUrl", head.url("/who-to-call.csv"));
        addPager(model, shown, number -> url(head, "/who-to-call", sorted + "&page=" + number));
        return "compliance/lot/who-to-call";
    }

    private static Heading heading(LotHead head, Sort heading, Sort present, boolean isDescending) {
        boolean isPresent = heading == present;
        boolean turns = isPresent && !isDescending && heading != Sort.ROLE;
        return new Heading(
                heading.title(),
                url(head, "/who-to-call", "sort=" + heading.word() + (turns ? "&order=descending" : "")),
                !isPresent ? "none" : isDescending ? "descending" : "ascending");
    }

    @GetMapping(path = "/who-to-call.csv", produces = "text/csv")
    ResponseEntity<byte[]> callsAsCsv(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        OpenLot lot = heads.open(caller, lotId, asOf);
        String code =
                lot.description().tlc().replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^_+", "");
        return CsvBody.file("who-to-call-" + code + ".csv", LotCalls.csv(LotCalls.of(lot, descriptions)));
    }

    @GetMapping("/balance")
    String balance(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            Model model) {
        OpenLot lot = heads.open(caller, lotId, asOf);
        headOf(caller, lot, model);
        model.addAttribute("balances", balances(lot));
        return "compliance/lot/balance";
    }

    private List<LotBalance> balances(OpenLot lot) {
        LotPlaces places = new LotPlaces(lot.records().evidence().masterData());
        return accounts.massBalance(lot.trace().seed(), lot.trace().logPosition(), lot.now()).balances().stream()
                .map(balance -> LotBalance.of(balance, places))
                .toList();
    }

    @GetMapping("/findings")
    String findings(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            Model model) {
        OpenLot lot = heads.open(caller, lotId, asOf);
        headOf(caller, lot, model);
        model.addAttribute("own", shown(caller, lot.findings()));
        model.addAttribute("others", shown(caller, lot.findingsOfOthers()));
        model.addAttribute("isLarge", lot.isLarge());
        return "compliance/lot/findings";
    }

    private static List<LotFinding> shown(Caller caller, List<Finding> findings) {
        return findings.stream()
                .map(finding -> LotFinding.of(caller.organisation(), finding))
                .toList();
    }

    @GetMapping("/map")
    String map(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(defaultValue = "") String sel,
            Model model) {
        OpenLot lot = heads.open(caller, lotId, asOf);
        headOf(caller, lot, model, true);
        List<String> asked = List.of(sel.split(" ", 2));
        Set<LotKey> selected = lot.trace().nodes().stream()
                .map(node -> node.lot().key())
                .filter(key -> asked.contains(key.uri()))
                .collect(Collectors.toSet());
        model.addAttribute("map", mapOf(lot, selected));
        model.addAttribute(
                "selected",
                selected.stream()
                        .map(RouteLot::of)
                        .sorted(Comparator.comparing(RouteLot::code))
                        .toList());
        model.addAttribute("sel", sel);
        model.addAttribute("asOf", asOf);
        return "compliance/lot/map";
    }

    private LotMap mapOf(OpenLot lot, Set<LotKey> selected) {
        return LotMap.of(lot.withUnits(), accounts.network(lot.withUnits()), selected);
    }

    /** All tabs on paper. */
    @GetMapping("/print")
    String print(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            Model model) {
        OpenLot lot = heads.open(caller, lotId, asOf);
        headOf(caller, lot, model, true);
        LotGaps gaps = gaps(caller, lot);
        model.addAttribute("edges", LotPrint.edges(lot, lineage, descriptions));
        model.addAttribute(
                "rows",
                new LotTimeline(lot, gaps)
                        .items(accounts.timeline(lot.withUnits())).stream()
                                .flatMap(item -> item.rows().stream())
                                .toList());
        List<LotGap> required = gaps.inOrder(false);
        model.addAttribute("groups", gaps.groups(required));
        model.addAttribute("calls", LotCalls.of(lot, descriptions));
        model.addAttribute("balances", balances(lot));
        model.addAttribute("own", shown(caller, lot.findings()));
        model.addAttribute("map", mapOf(lot, Set.of()));
        model.addAttribute("now", lot.now());
        return "compliance/lot/print";
    }

    private LotGaps gaps(Caller caller, OpenLot lot) {
        String organisation =
                keys.names(caller).map(ApiKeys.Names::organisation).orElse("");
        return LotGaps.of(lot, organisation, caller.roles().contains(Role.ADMIN));
    }

    private LotHead headOf(Caller caller, OpenLot lot, Model model) {
        return headOf(caller, lot, model, !lot.isLarge());
    }

    /** @param isWhole true where the page has read the records anyway */
    private LotHead headOf(Caller caller, OpenLot lot, Model model, boolean isWhole) {
        LotHead head = heads.head(caller, lot, isWhole);
        model.addAttribute("view", head);
        return head;
    }

    private static String url(LotHead head, String path, String parameters) {
        return head.url(path) + (head.query().isEmpty() ? "?" : "&") + parameters;
    }

    private static void addPager(Model model, Slice<?> shown, LongFunction<String> url) {
        model.addAttribute("from", shown.from() + 1);
        model.addAttribute("to", shown.from() + shown.items().size());
        model.addAttribute("pages", shown.pages());
        model.addAttribute("before", shown.page() > 1 ? url.apply(shown.page() - 1) : null);
        model.addAttribute("after", shown.page() < shown.pages() ? url.apply(shown.page() + 1) : null);
    }

    /**
     * One page of a list.
     *
     * @param from index of its first item
     */
    private record Slice<T>(List<T> items, int from, int page, int pages, int total) {
        static <T> Slice<T> of(List<T> all, int asked) {
            int pages = Math.max(1, (all.size() + PAGE - 1) / PAGE);
            int page = Math.max(1, Math.min(asked, pages));
            int from = (page - 1) * PAGE;
            return new Slice<>(all.subList(from, Math.min(all.size(), from + PAGE)), from, page, pages, all.size());
        }
    }
}
