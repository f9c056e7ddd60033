package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.dashboard.AsOfText;
import io.lotledger.api.dashboard.Show;
import io.lotledger.api.dashboard.lineage.LineageTable.Row;
import io.lotledger.api.dashboard.lineage.LineageTable.Sort;
import io.lotledger.api.dashboard.lot.LotHeads;
import io.lotledger.api.dashboard.session.PageRules;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.index.IndexedEvents;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.history.TraceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The lineage of a lot as a page: the picture and the table, one of them in view. */
@Controller
class LineagePageController {
    private static final String CAPTURES = "/compliance/captures";
    /** Larger lineages are read after the page has been drawn. */
    private static final int MOST_LOTS_AT_ONCE = 100;

    private final LotHeads heads;
    private final LineageViews views;
    private final LineageChanges changes;
    private final LineageEvidence evidence;
    private final IndexedEvents index;

    LineagePageController(
            LotHeads heads, LineageViews views, LineageChanges changes, LineageEvidence evidence, JdbcClient jdbc) {
        this.heads = heads;
        this.views = views;
        this.changes = changes;
        this.evidence = evidence;
        this.index = new IndexedEvents(jdbc);
    }

    /** @param order value of {@code aria-sort} */
    record Column(String label, String url, String order, boolean isNumber) {}

    /** @param heading {@code null} if the table is not grouped by stage */
    record Stage(@Nullable String heading, List<Row> rows) {}

    /** A link of the tools. */
    record Choice(String label, String url, boolean isCurrent) {}

    /** A large lineage comes without its table unless the reader asks for it: the picture needs none. */
    @GetMapping({"/compliance/lots/{lot}", "/compliance/lots/{lot}/lineage"})
    String page(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String open,
            @RequestParam(required = false) @Nullable String withdrawn,
            @RequestParam(required = false) @Nullable String sel,
            @RequestParam(name = "view", required = false) @Nullable String shown,
            @RequestParam(name = "sort", required = false) @Nullable String sortWord,
            @RequestParam(name = "page", defaultValue = "1") int page,
            Model model) {
        LineageQuestion question = LineageQuestion.of(lot, direction, asOf, open, withdrawn, sel);
        @Nullable String view = "table".equals(shown) || "graph".equals(shown) ? shown : null;
        Sort sort = Sort.of(sortWord);
        if (asOf != null && !asOf.isBlank() && !asOf.equals(question.asOf()))
            return "redirect:" + question.url("", "view", view, "sel", sel); // an address means the same in every zone
        model.addAttribute("head", heads.of(caller, lot, question.asOf()));
        model.addAttribute("seesCaptures", PageRules.opens(caller, CAPTURES));
        model.addAttribute("question", question);
        model.addAttribute("shown", view == null ? "auto" : view);
        model.addAttribute("asOfShown", AsOfText.shown(question.asOf()));
        model.addAttribute("zone", Show.zoneName());
        model.addAttribute("openKeys", String.join(",", question.open()));
        model.addAttribute("directions", directions(question, view));
        addLinks(model, question, sort, view);
        int lots = views.size(caller.organisation(), question);
        model.addAttribute("lots", lots);
        boolean isComplete = "table".equals(view) || sel != null || lots <= MOST_LOTS_AT_ONCE;
        model.addAttribute("isComplete", isComplete);
        if (isComplete) addTable(model, views.of(caller.organisation(), question), sort, page);
        return "compliance/lot/lineage";
    }

    private void addTable(Model model, LineageView view, Sort sort, int page) {
        LineageTable table = LineageTable.of(view, index, sort);
        int number = Math.max(1, Math.min(page, table.pages()));
        LineageQuestion question = view.question();
        model.addAttribute("stages", stages(table.page(number), sort));
        model.addAttribute("columns", columns(question, sort));
        model.addAttribute("rows", table.size());
        model.addAttribute("number", number);
        model.addAttribute("pages", table.pages());
        model.addAttribute("earlier", number == 1 ? null : tableUrl(question, sort, number - 1));
        model.addAttribute("later", number == table.pages() ? null : tableUrl(question, sort, number + 1));
        model.addAttribute("drawer", new LineageDrawer.Maker(view, evidence).make());
    }

    private static void addLinks(Model model, LineageQuestion question, Sort sort, @Nullable String view) {
        model.addAttribute("graphUrl", question.url("", "view", "graph"));
        model.addAttribute("tableUrl", question.url("", "view", "table"));
        model.addAttribute("nowUrl", question.url("", "as_of", null, "view", view));
        model.addAttribute("allUrl", question.url("", "open", "all"));
        model.addAttribute("groupedUrl", question.url("", "open", null));
        model.addAttribute(
                "withdrawnUrl", question.url("", "withdrawn", question.withdrawn() ? "false" : null, "view", view));
        model.addAttribute("svgUrl", question.url(".svg"));
        model.addAttribute("csvUrl", question.url(".csv", "open", null, "sort", sort.word()));
        model.addAttribute("betweenUrl", question.url("/between", "as_of", null, "open", null, "withdrawn", null));
        model.addAttribute("baseUrl", "/compliance/lots/" + question.lot() + "/lineage");
    }

    private static List<Choice> directions(LineageQuestion question, @Nullable String view) {
        return Stream.of(Direction.BACKWARD, Direction.BOTH, Direction.FORWARD)
                .map(direction -> new Choice(
                        switch (direction) {
                            case BACKWARD -> "Back";
                            case BOTH -> "Both";
                            case FORWARD -> "Forward";
                        },
                        question.url("", "direction", direction.word(), "open", null, "view", view),
                        direction == question.direction()))
                .toList();
    }

    private static List<Column> columns(LineageQuestion question, Sort sorted) {
        return Stream.of(Sort.FROM, Sort.TO, Sort.QUANTITY, Sort.EVENT, Sort.TIME, Sort.STATE)
                .map(sort -> new Column(
                        Character.toUpperCase(sort.word().charAt(0))
                                + sort.word().substring(1),
                        tableUrl(question, sort == sorted ? Sort.STAGE : sort, 1),
                        sort == sorted ? "ascending" : "none",
                        sort == Sort.QUANTITY))
                .toList();
    }

    private static String tableUrl(LineageQuestion question, Sort sort, int page) {
        return question.url(
                "",
                "view",
                "table",
                "sort",
                sort == Sort.STAGE ? null : sort.word(),
                "page",
                page == 1 ? null : Integer.toString(page));
    }

    private static List<Stage> stages(List<Row> rows, Sort sort) {
        if (sort != Sort.STAGE) return List.of(new Stage(null, rows));
        List<Stage> stages = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i < rows.size() && rows.get(i).stage() == rows.get(from).stage()) continue;
            stages.add(new Stage(rows.get(from).stageInWords(), rows.subList(from, i)));
            from = i;
        }
        return stages;
    }

    /** The evidence of the selection, for the drawer beside the picture. */
    @GetMapping("/compliance/lots/{lot}/lineage/evidence")
    String drawer(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String open,
            @RequestParam(required = false) @Nullable String withdrawn,
            @RequestParam String sel,
            Model model) {
        LineageView view =
                views.of(caller.organisation(), LineageQuestion.of(lot, direction, asOf, open, withdrawn, sel));
        model.addAttribute("seesCaptures", PageRules.opens(caller, CAPTURES));
        model.addAttribute("drawer", new LineageDrawer.Maker(view, evidence).make());
        return "compliance/lot/lineage-evidence :: drawer";
    }

    /** What changed between two positions, by default since the first. */
    @GetMapping("/compliance/lots/{lot}/lineage/between")
    String between(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(required = false) @Nullable Long to,
            Model model) {
        LineageQuestion question = LineageQuestion.of(lot, direction, null, null, null, null);
        List<TraceChange> all = changes.of(caller.organisation(), question);
        if (all.isEmpty()) throw ProblemException.notFound("This lineage has not changed yet.");
        TraceChange earlier = upTo(all, from == null ? 0 : from);
        TraceChange later = upTo(all, to == null ? Long.MAX_VALUE : to);
        boolean isOrdered = earlier.logPosition() <= later.logPosition();
        model.addAttribute("marks", all);
        model.addAttribute("question", question);
        model.addAttribute("pageUrl", question.url(""));
        model.addAttribute(
                "between",
                changes.between(caller.organisation(), all, isOrdered ? earlier : later, isOrdered ? later : earlier));
        return "compliance/lot/lineage-between";
    }

    /** The last change up to the position, otherwise the first. */
    private static TraceChange upTo(List<TraceChange> all, long position) {
        TraceChange last = all.get(0);
        for (TraceChange change : all) if (change.logPosition() <= position) last = change;
        return last;
    }
}
