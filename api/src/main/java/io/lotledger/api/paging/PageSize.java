package io.lotledger.api.paging;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives a {@link PageRequest} parameter limits of its own. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface PageSize {
    /** Items in a page when the client sends no size. */
    int standard();

    /** Items a client may ask for at most. */
    int most();
}
