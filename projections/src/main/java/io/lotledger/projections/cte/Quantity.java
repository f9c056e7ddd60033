package io.lotledger.projections.cte;

/** Quantity and unit of measure, the unit in plain words ({@code pounds}). */
public record Quantity(Kde amount, Kde unit) {}
