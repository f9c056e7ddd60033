package io.lotledger.api.masterdata;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.masterdata.MasterDataLists.Described;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.cte.answers.MissingDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Lists of places and products: what the rule still needs of each, also of those that nobody has described. */
@RestController
@RequestMapping("/epcis/api/2.0/masterdata")
class MasterDataListController {
    private final MasterDataLists lists;

    MasterDataListController(MasterDataLists lists) {
        this.lists = lists;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Locations(List<LocationBody> locations, @Nullable String nextPageToken) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Products(List<ProductBody> products, @Nullable String nextPageToken) {}

    /**
     * @param gln null for a place without one, which only documents can describe
     * @param uri null for a place with a GLN
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LocationBody(
            @Nullable String gln,
            @Nullable String uri,
            @Nullable String name,
            boolean described,
            long lots,
            long events,
            List<MissingDescription> missing) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ProductBody(
            String gtin,
            @Nullable String name,
            boolean described,
            long lots,
            long events,
            List<MissingDescription> missing) {}

    @GetMapping("/locations")
    ResponseEntity<Locations> locations(@AuthenticationPrincipal Caller caller, PageRequest page) {
        PageItems<Described> found = cut(page, lists.places(caller.organisation(), cursor(page), page.limit()));
        List<LocationBody> bodies =
                found.items().stream().map(MasterDataListController::location).toList();
        return answer(new Locations(bodies, found.nextPageToken()));
    }

    @GetMapping("/products")
    ResponseEntity<Products> products(@AuthenticationPrincipal Caller caller, PageRequest page) {
        PageItems<Described> found = cut(page, lists.products(caller.organisation(), cursor(page), page.limit()));
        List<ProductBody> bodies =
                found.items().stream().map(MasterDataListController::product).toList();
        return answer(new Products(bodies, found.nextPageToken()));
    }

    private static PageItems<Described> cut(PageRequest page, List<Described> found) {
        return page.cut(found, described -> described.use().cursor());
    }

    private static String cursor(PageRequest page) {
        if (!page.cursor().isEmpty() && !page.cursor().matches("(?s)\\d{1,18} \\d{1,18} .+")) throw page.unknownToken();
        return page.cursor();
    }

    private static LocationBody location(Described place) {
        boolean hasGln = place.key().matches("\\d{13}");
        return new LocationBody(
                hasGln ? place.key() : null,
                hasGln ? null : place.key(),
                place.name(),
                place.use().described(),
                place.use().lots(),
                place.use().events(),
                place.missing());
    }

    private static ProductBody product(Described product) {
        return new ProductBody(
                product.key(),
                product.name(),
                product.use().described(),
                product.use().lots(),
                product.use().events(),
                product.missing());
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
