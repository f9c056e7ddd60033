package io.lotledger.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A test, or a class of tests, for {@code mvn -Pfaults verify} alone; {@link Effort} is for tests with a short form. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "effort", matches = "full", disabledReason = "a walk of mvn -Pfaults verify")
public @interface FullEffort {}
