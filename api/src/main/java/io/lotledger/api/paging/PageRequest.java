package io.lotledger.api.paging;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * The page of a list that a client asks for with {@code per_page} and {@code next_page_token}. GS1's spellings {@code perPage}
 * and {@code nextPageToken} are accepted for now. A method of a controller pages its list by declaring a parameter of this type:
 * {@value #STANDARD_SIZE} items, {@value #MOST_ITEMS} at most, unless {@link PageSize} says otherwise.
 *
 * @param size how many items the page holds at most
 * @param cursor the place in the list after which the page begins, empty for the first page
 * @param tokenName the spelling of the token that the client uses
 */
@QueryParameters(
        names = {PageRequest.PER_PAGE, PageRequest.NEXT_PAGE_TOKEN},
        aliases = {PageRequest.PER_PAGE_ALIAS, PageRequest.NEXT_PAGE_TOKEN_ALIAS})
public record PageRequest(int size, String cursor, String tokenName) {
    static final int STANDARD_SIZE = 30;
    static final int MOST_ITEMS = 500;

    static final String PER_PAGE = "per_page";
    static final String PER_PAGE_ALIAS = "perPage";
    static final String NEXT_PAGE_TOKEN = "next_page_token";
    static final String NEXT_PAGE_TOKEN_ALIAS = "nextPageToken";

    /** The whole list. */
    public static PageRequest whole() {
        return new PageRequest(Integer.MAX_VALUE - 1, "", NEXT_PAGE_TOKEN);
    }

    /** The limit of the query: one item more than the page holds shows whether another page follows. */
    public int limit() {
        return size + 1;
    }

    /**
     * Cuts the page out of what the query found.
     *
     * @param found up to {@link #limit()} items
     * @param cursor an item's place in the list
     */
    public <T> PageItems<T> cut(List<T> found, Function<T, String> cursor) {
        if (found.size() <= size) return new PageItems<>(found, null);
        return new PageItems<>(found.subList(0, size), token(cursor.apply(found.get(size - 1))));
    }

    /** The token of the page that begins after this place. Tokens never expire. */
    public static String token(String cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    /** 422: this list never gave the token. */
    public ProblemException unknownToken() {
        return ProblemException.unprocessable(
                tokenName, unknownToken(tokenName), List.of("the next_page_token of the page before"));
    }

    static String unknownToken(String tokenName) {
        return "Unknown " + tokenName + "; take it from the page before";
    }
}
