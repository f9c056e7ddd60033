package io.lotledger.api.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The query parameters that a type is read from. A method declares them all by a parameter of that type. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryParameters {
    String[] names();

    /** Other spellings that are accepted but never suggested. */
    String[] aliases() default {};
}
