package io.lotledger.api.dashboard.find;

import io.lotledger.api.masterdata.MasterDataLists;
import io.lotledger.api.masterdata.MasterDataLists.Described;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.find.LotsOfKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of lots, newest first, by food, place and score. */
@Controller
class LotListController {
    /** Foods and places that a filter offers; others are typed. */
    private static final int MOST_OFFERED = 100;

    private final LotList lots;
    private final MasterDataLists masterData;

    LotListController(LotList lots, MasterDataLists masterData) {
        this.lots = lots;
        this.masterData = masterData;
    }

    /** A filter that the reader may choose. */
    record Offer(String key, String label) {
        static Offer of(Described described) {
            return new Offer(described.key(), described.name() == null ? described.key() : described.name());
        }
    }

    @GetMapping("/compliance/lots")
    String list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false, defaultValue = "") String food,
            @RequestParam(required = false, defaultValue = "") String place,
            @RequestParam(required = false, defaultValue = "") String score,
            @RequestParam(required = false, defaultValue = "") String after,
            Model model) {
        if (!LotsOfKeys.isCursor(after))
            throw ProblemException.unprocessable(
                    "after", "This page of lots is not one that the list gave.", List.of());
        boolean onlyWithGaps = score.equals("gaps");
        @Nullable
        String gtin = blankToNull(food) == null
                ? null
                : Gtin.of(food.strip()).map(Gtin::value).orElse(food.strip());
        @Nullable
        String key = blankToNull(place) == null
                ? null
                : Gln.of(place.strip()).map(Gln::value).orElse(place.strip());
        LotList.Page page = lots.newest(caller.organisation(), gtin, key, onlyWithGaps, after);
        model.addAttribute("page", page);
        model.addAttribute("food", Objects.requireNonNullElse(gtin, ""));
        model.addAttribute("place", Objects.requireNonNullElse(key, ""));
        model.addAttribute("gaps", onlyWithGaps);
        model.addAttribute("isFiltered", gtin != null || key != null || onlyWithGaps);
        model.addAttribute("foods", offers(masterData.products(caller.organisation(), "", MOST_OFFERED), gtin));
        model.addAttribute("places", offers(masterData.places(caller.organisation(), "", MOST_OFFERED), key));
        model.addAttribute(
                "nothing",
                onlyWithGaps
                        ? "None of the " + page.lookedAt() + " lots looked at lacks an element."
                                + (page.after() == null ? "" : " Older ones may.")
                        : "No lot matches. Choose another food or place, or all lots.");
        model.addAttribute("older", page.after() == null ? null : url(gtin, key, onlyWithGaps, page.after()));
        model.addAttribute("newest", after.isEmpty() ? null : url(gtin, key, onlyWithGaps, null));
        return "compliance/find/lots";
    }

    /** The chosen one is among them even if it is not one of the most used. */
    private static List<Offer> offers(List<Described> known, @Nullable String chosen) {
        Map<String, Offer> offers = new LinkedHashMap<>();
        known.forEach(one -> offers.put(one.key(), Offer.of(one)));
        if (chosen != null) offers.putIfAbsent(chosen, new Offer(chosen, chosen));
        return List.copyOf(offers.values());
    }

    private static String url(@Nullable String food, @Nullable String place, boolean gaps, @Nullable String after) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (food != null) values.put("food", food);
        if (place != null) values.put("place", place);
        if (gaps) values.put("score", "gaps");
        if (after != null) values.put("after", after);
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/compliance/lots");
        values.keySet().forEach(name -> url.queryParam(name, "{" + name + "}"));
        return url.encode().buildAndExpand(values).toUriString();
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
