package io.lotledger.projections.cte.model;

/** Quantity and unit of measure, the unit in plain words ({@code pounds}). */
public record Quantity(Kde amount, Kde unit) {}
