package io.lotledger.projections.subscription;

/** A subscription and how far its deliveries have come. */
public record StoredSubscription(Subscription subscription, DeliveryState state) {}
