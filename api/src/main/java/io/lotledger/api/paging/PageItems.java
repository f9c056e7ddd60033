package io.lotledger.api.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of one page.
 *
 * @param nextPageToken null on the last page
 */
public record PageItems<T>(List<T> items, @Nullable String nextPageToken) {
    public PageItems {
        items = List.copyOf(items);
    }
}
